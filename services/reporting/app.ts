/** The HTTP app of reporting: its own area's routes, to be served alone or mounted by the gateway. */
import type { Express } from 'express';

import type { Tokens } from '#platform/http/actor.ts';
import { createApp as createPlatformApp } from '#platform/http/app.ts';
import type { Logger } from '#platform/logging.ts';
import { mountReporting } from './routes/reporting.ts';
import type { ReportingContext } from './routes/reporting.ts';

/** The app with all routes of the service. */
export function createApp(deps: ReportingContext & { readonly log: Logger; readonly tokens: Tokens }): Express {
  const app = createPlatformApp({ log: deps.log, tokens: deps.tokens });
  mountReporting(app, deps);
  return app;
}
