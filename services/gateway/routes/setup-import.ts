/** The doors through which files of entries of the set-up come in. */
import type { Express } from 'express';

import {
  categoryFile,
  orderTypeFile,
  priorityFile,
  reasonCodeFile,
  setupImportRoutes as routes,
} from '#contracts/http/setup-import.ts';
import { transaction } from '#db/transaction.ts';
import { importEntries } from '#transactions/setup/import-entries.ts';
import type { EntryRow, ImportedKind } from '#transactions/setup/import-entries.ts';
import { mountImport } from '../../import-file.ts';
import type { Import } from '../../import-file.ts';
import type { GatewayDeps } from '../app.ts';

/** Mounts the imports of the area `setup`. */
export function mountSetupImports(app: Express, { db, clock }: GatewayDeps): void {
  const keep = <Kind extends ImportedKind>(kind: Kind, { actor, isTrial }: Import, rows: readonly EntryRow<Kind>[]) =>
    transaction(db, actor, (t) => importEntries(t, actor, { kind, rows }, { now: clock.now(), isTrial }));

  mountImport(app, routes.categories, categoryFile, (file) => (rows) => keep('category', file, rows.map(entryRow)));
  mountImport(app, routes.priorities, priorityFile, (file) => (rows) => keep('priority', file, rows.map(entryRow)));
  mountImport(
    app,
    routes.reasonCodes,
    reasonCodeFile,
    (file) => (rows) => keep('reason-code', file, rows.map(entryRow)),
  );
  mountImport(app, routes.orderTypes, orderTypeFile, (file) => (rows) => keep('order-type', file, rows.map(entryRow)));
}

function entryRow<Row extends { readonly id: string }>({ id, ...data }: Row) {
  return { id, data };
}
