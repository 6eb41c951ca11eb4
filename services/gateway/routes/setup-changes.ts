/** Who changed what of the set-up, for administrators. */
import type { Express } from 'express';
import * as z from 'zod';

import { Instant } from '#contracts/http/schemas.ts';
import { setupChangeRoutes } from '#contracts/http/setup-changes.ts';
import { listSetupChanges } from '#db/queries/setup-changes.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import type { GatewayDeps } from '../app.ts';

const Place = z.strictObject({ at: Instant, changeId: z.string().max(200) });

/** Mounts /v1/setup-changes. */
export function mountSetupChanges(app: Express, { db }: GatewayDeps): void {
  mount(app, setupChangeRoutes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const { of, id } = query;
    const rows = await transaction(db, actor, (t) => listSetupChanges(t, { of, id, after, limit: limit + 1 }));
    const { items, nextCursor } = pageOf(rows, limit, ({ at, changeId }) => ({ at, changeId }));
    return { status: 200, body: { items: [...items], nextCursor } };
  });
}
