/** The addresses of the inbox and of the messages that people were sent. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { InboxSearch, MessageSearch } from '../../features/notifications/inbox-search.ts';
import { insideRoute } from './root-routes.ts';

const inboxRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/inbox',
  validateSearch: InboxSearch,
  component: lazyRouteComponent(() => import('../../features/notifications/inbox-page.tsx'), 'InboxPage'),
});

const messagesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/messages',
  validateSearch: MessageSearch,
  component: lazyRouteComponent(() => import('../../features/notifications/message-list-page.tsx'), 'MessageListPage'),
});

export const notificationsRoutes = [inboxRoute, messagesRoute] as const;
