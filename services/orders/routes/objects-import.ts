/** The door through which files of service objects come in. */
import type { Express } from 'express';

import { objectFile, objectsImportRoutes } from '#contracts/http/objects-import.ts';
import { transaction } from '#db/transaction.ts';
import { objectImport } from '#transactions/objects/import-file.ts';
import { mountImport } from '../../import-file.ts';
import type { RouteParts } from '../kept-rows.ts';

/** Mounts the import of the area `objects`. */
export function mountObjectImport(app: Express, { db, clock }: RouteParts): void {
  mountImport(app, objectsImportRoutes.objects, objectFile, ({ actor, isTrial }) => {
    const keep = objectImport();
    return (rows, { isLast }) => transaction(db, actor, (t) => keep(t, rows, { now: clock.now(), isTrial, isLast }));
  });
}
