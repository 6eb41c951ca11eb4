/** The addresses of users and API tokens. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { ListSearch } from '../../ui/list-search.ts';
import { insideRoute } from './root-routes.ts';

const usersRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/users',
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import('../../features/identity/user-list-page.tsx'), 'UserListPage'),
});

const tokensRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/tokens',
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import('../../features/identity/token-list-page.tsx'), 'TokenListPage'),
});

export const identityRoutes = [usersRoute, tokensRoute] as const;
