/** The audit, for administrators. */
import type { Express } from 'express';
import * as z from 'zod';

import { auditRoutes } from '#contracts/http/identity-audit.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import { listAuditEntries } from '#db/queries/identity-audit.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import type { GatewayDeps } from '../app.ts';

const Place = z.strictObject({ lastAt: Instant, entryId: Id });

/** Mounts /v1/audit-entries. */
export function mountAudit(app: Express, { db }: GatewayDeps): void {
  mount(app, auditRoutes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const { what, principal } = query;
    const rows = await transaction(db, actor, (t) => listAuditEntries(t, { what, principal, after, limit: limit + 1 }));
    return { status: 200, body: pageOf(rows, limit, ({ lastAt, entryId }) => ({ lastAt, entryId })) };
  });
}
