/** The addresses of users, API tokens and the audit. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { AuditSearch } from '../../features/identity/audit-search.ts';
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

const auditRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/audit',
  validateSearch: AuditSearch,
  component: lazyRouteComponent(() => import('../../features/identity/audit-page.tsx'), 'AuditPage'),
});

export const identityRoutes = [usersRoute, tokensRoute, auditRoute] as const;
