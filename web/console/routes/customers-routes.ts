/** The addresses of customers. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { ListSearch } from '../../ui/list-search.ts';
import { insideRoute } from './root-routes.ts';

const customersRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/customers',
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import('../../features/customers/customer-list-page.tsx'), 'CustomerListPage'),
});

const customerRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/customers/$customerId',
  component: lazyRouteComponent(() => import('../customer-route.tsx'), 'CustomerRoute'),
});

export const customersRoutes = [customersRoute, customerRoute] as const;
