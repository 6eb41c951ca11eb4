/** The addresses of technicians and their hours. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { HoursSearch } from '../../features/dispatch/hours-search.ts';
import { ListSearch } from '../../ui/list-search.ts';
import { insideRoute } from './root-routes.ts';

const techniciansRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/technicians',
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import('../../features/dispatch/technician-list-page.tsx'), 'TechnicianListPage'),
});

const hoursRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/hours',
  validateSearch: HoursSearch,
  component: lazyRouteComponent(() => import('../../features/dispatch/hours-page.tsx'), 'HoursPage'),
});

export const dispatchRoutes = [techniciansRoute, hoursRoute] as const;
