/** The console's addresses, put together. Pages are fetched when they are first opened. */
import { createRouter } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';

import { customersRoutes } from './routes/customers-routes.ts';
import { dispatchRoutes } from './routes/dispatch-routes.ts';
import { inventoryRoutes } from './routes/inventory-routes.ts';
import { invoicingRoutes } from './routes/invoicing-routes.ts';
import { identityRoutes } from './routes/identity-routes.ts';
import { notificationsRoutes } from './routes/notifications-routes.ts';
import { objectsRoutes } from './routes/objects-routes.ts';
import { operationsRoutes } from './routes/operations-routes.ts';
import { firstPasswordRoute, insideRoute, rootRoute, signInRoute } from './routes/root-routes.ts';
import { setupRoutes } from './routes/setup-routes.ts';
import { workRoutes } from './routes/work-routes.ts';

const routeTree = rootRoute.addChildren([
  signInRoute,
  firstPasswordRoute,
  insideRoute.addChildren([
    ...workRoutes,
    ...notificationsRoutes,
    ...setupRoutes,
    ...identityRoutes,
    ...customersRoutes,
    ...objectsRoutes,
    ...inventoryRoutes,
    ...dispatchRoutes,
    ...invoicingRoutes,
    ...operationsRoutes,
  ]),
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
