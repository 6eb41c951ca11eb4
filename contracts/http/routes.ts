/** Every route of the product, merged from the areas. The gateway sends by it, OpenAPI is written from it. */
import type { RouteSpec } from './route.ts';
import { identityRoutes } from './identity.ts';
import { serviceOrderRoutes } from './service-orders.ts';
import { setupRoutes } from './setup.ts';
import { streamRoutes } from './stream.ts';

export const routes: readonly RouteSpec[] = [identityRoutes, setupRoutes, streamRoutes, serviceOrderRoutes].flatMap(
  (area): readonly RouteSpec[] => Object.values(area),
);
