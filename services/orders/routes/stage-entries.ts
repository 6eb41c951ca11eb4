/** Route of the stages that orders entered. */
import type { Express } from 'express';

import { stageEntriesRoutes } from '#contracts/http/stage-entries.ts';
import { stageEntriesOf } from '#db/queries/stage-entries.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import type { OrderParts } from './service-orders.ts';

export function mountStageEntries(app: Express, { db }: Pick<OrderParts, 'db'>): void {
  mount(app, stageEntriesRoutes.list, async ({ actor, query }) => {
    const rows = await transaction(db, actor, (t) => stageEntriesOf(t, query.orderIds));
    return { status: 200, body: { items: rows.map((row) => ({ ...row, entries: [...row.entries] })) } };
  });
}
