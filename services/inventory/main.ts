/** The composition root of inventory: items, stock, and the effects that reserve and issue it. */
import { createInventoryActivities } from '#activities/inventory.ts';
import type { Environment } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { isMainModule, runUntilSignalled } from '#platform/process.ts';
import type { RunningService } from '#platform/process.ts';
import { startEffectService } from '../effect-service.ts';
import { mountInventoryImports } from './routes/inventory-import.ts';
import { mountItemSeries } from './routes/inventory-series.ts';
import { mountInventory } from './routes/inventory.ts';

const name = 'inventory';

const mount: typeof mountInventory = (app, deps) => {
  mountInventory(app, deps);
  mountInventoryImports(app, deps);
  mountItemSeries(app, deps);
};

/** Starts inventory. */
export function start(env: Environment): Promise<RunningService> {
  return startEffectService({ name, activities: createInventoryActivities, mount }, env);
}

if (isMainModule(import.meta.url)) await runUntilSignalled(() => start(process.env), createLogger({ name }));
