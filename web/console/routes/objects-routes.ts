/** The addresses of service objects. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { ObjectListSearch } from '../../features/objects/object-list-search.ts';
import { insideRoute } from './root-routes.ts';

const objectsRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/objects',
  validateSearch: ObjectListSearch,
  component: lazyRouteComponent(() => import('../../features/objects/object-list-page.tsx'), 'ObjectListPage'),
});

const objectRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/objects/$objectId',
  component: lazyRouteComponent(() => import('../object-route.tsx'), 'ObjectRoute'),
});

export const objectsRoutes = [objectsRoute, objectRoute] as const;
