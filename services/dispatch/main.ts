/** The composition root of dispatch: technicians, visits, and the effects that plan and end them. */
import { createDispatchActivities } from '#activities/dispatch.ts';
import type { Environment } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { technicianFeed } from '#transactions/dispatch/feed.ts';
import { startEffectService } from '../effect-service.ts';
import { mountTechnicianAddresses } from './routes/dispatch-addresses.ts';
import { mountTechnicianFeed } from './routes/dispatch-feed.ts';
import { mountTechnicianHours } from './routes/dispatch-hours.ts';
import { mountDispatchImports } from './routes/dispatch-import.ts';
import { mountTechnicianSeries } from './routes/dispatch-series.ts';
import { mountDispatch } from './routes/dispatch.ts';

const name = 'dispatch';

const mount: typeof mountDispatch = (app, deps) => {
  mountDispatch(app, deps);
  mountDispatchImports(app, deps);
  mountTechnicianHours(app, deps);
  mountTechnicianFeed(app, deps);
  mountTechnicianAddresses(app, deps);
  mountTechnicianSeries(app, deps);
};

const feed = { keepers: technicianFeed, area: 'dispatch' } as const;

/** Starts dispatch. */
export function start(env: Environment): Promise<RunningService> {
  return startEffectService({ name, activities: createDispatchActivities, mount, feed }, env);
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
