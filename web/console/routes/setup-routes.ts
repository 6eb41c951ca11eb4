/** The addresses of the set-up, and of the lists of the setup area. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { ListSearch } from '../../ui/list-search.ts';
import { insideRoute } from './root-routes.ts';

const setUpRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up',
  component: lazyRouteComponent(() => import('../set-up-page.tsx'), 'SetUpPage'),
});

const prioritiesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/priorities',
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import('../../features/setup/priority-list-page.tsx'), 'PriorityListPage'),
});

export const setupRoutes = [setUpRoute, prioritiesRoute] as const;
