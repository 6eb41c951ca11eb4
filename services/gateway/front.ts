/** The gateway's HTTP apps in the order in which they are asked. */
import compression from 'compression';
import type { Express } from 'express';

import { serviceNames } from '#contracts/areas.ts';
import { plainExpress } from '#platform/http/app.ts';
import { createGatewayApp } from './app.ts';
import type { GatewayDeps } from './app.ts';
import { auditRefusedRights } from './audit.ts';
import { createEntrance } from './entrance.ts';
import { forwardTo } from './forwarding.ts';
import { contractPages } from './pages/contracts-pages.ts';
import { providerReturn } from './pages/provider-return.ts';
import { webApps } from './pages/web-apps.ts';

/** The component library writes its theme into a style element; scripts stay files of our own. */
export const pagePolicy = { 'style-src': ["'self'", "'unsafe-inline'"] } as const;

export interface FrontOptions extends GatewayDeps {
  readonly version: string;
  /** The folder of the built web apps. */
  readonly webFolder: string;
}

export interface Front {
  /** For `startHttp`. */
  readonly apps: readonly Express[];
  /** Lets go of connections to other services. */
  readonly close: () => void;
}

/** Entrance, own routes, every other service, pages. */
export function createFront(options: FrontOptions): Front {
  const { urls, tokens, log } = options;
  const entrance = plainExpress();
  entrance.use('/v1', createEntrance(options), auditRefusedRights(options));
  const others = serviceNames
    .filter((service) => service !== 'gateway')
    .map((service) => forwardTo({ service, url: urls[service], tokens, log }));
  const pages = plainExpress();
  // Pages alone: what they ask for holds secrets beside what others wrote, and compressed length would tell of them.
  pages.use(
    compression({ filter: (request, response) => !isOfApi(request.url) && compression.filter(request, response) }),
  );
  pages.use(contractPages(options.version));
  pages.use(providerReturn(options));
  pages.use(webApps(options.webFolder));
  return {
    apps: [entrance, createGatewayApp(options), ...others.map(({ app }) => app), pages],
    close: () => others.forEach(({ close }) => close()),
  };
}

/** What no door of the API took comes by here on its way to "not found". */
function isOfApi(url: string | undefined): boolean {
  return url?.startsWith('/v1/') === true;
}
