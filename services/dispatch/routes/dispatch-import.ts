/** The door through which files of technicians come in. */
import type { Express } from 'express';

import { dispatchImportRoutes as routes, technicianFile } from '#contracts/http/dispatch-import.ts';
import { transaction } from '#db/transaction.ts';
import { importTechnicians } from '#transactions/dispatch/technicians.ts';
import { mountImport } from '../../import-file.ts';
import type { DispatchRoutesDeps } from './dispatch.ts';

/** Mounts the imports of the area. */
export function mountDispatchImports(app: Express, { db, clock }: DispatchRoutesDeps): void {
  mountImport(app, routes.technicians, technicianFile, ({ actor, isTrial }) => {
    return (rows) => transaction(db, actor, (t) => importTechnicians(t, rows, { now: clock.now(), isTrial }));
  });
}
