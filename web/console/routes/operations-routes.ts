/** The addresses of what the operations team looks at. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { insideRoute } from './root-routes.ts';

const workflowQueriesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/workflow-queries',
  component: lazyRouteComponent(
    () => import('../../features/service-orders/workflow-queries-page.tsx'),
    'WorkflowQueriesPage',
  ),
});

export const operationsRoutes = [workflowQueriesRoute] as const;
