/** The console's addresses, and what each page is composed of. Pages are fetched when they are first opened. */
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import * as z from 'zod';

import { AnsweredProblem } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { OrderListSearch } from '../features/service-orders/order-list-search.ts';
import { RequestListSearch } from '../features/requests/request-list-search.ts';
import { InvoiceListSearch } from '../features/invoicing/invoice-list-search.ts';
import { NotFoundPage, TroublePage } from './trouble-page.tsx';
import { Shell } from './shell.tsx';

interface RouterContext {
  readonly client: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  errorComponent: TroublePage,
  notFoundComponent: NotFoundPage,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ from: z.string().startsWith('/').optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../features/identity/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything that needs somebody who is signed in. */
const insideRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.ensureQueryData(sessionQuery);
    } catch (thrown) {
      const isSignedOut = thrown instanceof AnsweredProblem && thrown.problem.status === 401;
      if (isSignedOut) throw redirect({ to: '/sign-in', search: { from: location.href } });
      throw thrown;
    }
  },
});

const startRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/orders', replace: true });
  },
});

const ordersRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/orders',
  validateSearch: OrderListSearch,
  component: lazyRouteComponent(() => import('../features/service-orders/order-list-page.tsx'), 'OrderListPage'),
});

const orderRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('./order-route.tsx'), 'OrderRoute'),
});

const requestsRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/requests',
  validateSearch: RequestListSearch,
  component: lazyRouteComponent(() => import('../features/requests/request-list-page.tsx'), 'RequestListPage'),
});

const invoicesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/invoices',
  validateSearch: InvoiceListSearch,
  component: lazyRouteComponent(() => import('../features/invoicing/invoice-list-page.tsx'), 'InvoiceListPage'),
});

const invoiceRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/invoices/$invoiceId',
  component: lazyRouteComponent(() => import('../features/invoicing/invoice-page.tsx'), 'InvoicePage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  insideRoute.addChildren([startRoute, ordersRoute, orderRoute, requestsRoute, invoicesRoute, invoiceRoute]),
]);

/** The router over the browser's address. */
export function createConsoleRouter(client: QueryClient) {
  return createRouter({ routeTree, context: { client }, defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
