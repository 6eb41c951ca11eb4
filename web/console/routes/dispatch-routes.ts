/** The address of the list of technicians. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { ListSearch } from '../../ui/list-search.ts';
import { insideRoute } from './root-routes.ts';

const techniciansRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/technicians',
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import('../../features/dispatch/technician-list-page.tsx'), 'TechnicianListPage'),
});

export const dispatchRoutes = [techniciansRoute] as const;
