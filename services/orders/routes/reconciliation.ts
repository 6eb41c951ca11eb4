/** The door of reconciliation. */
import type { Express } from 'express';

import { reconciliationRoutes as routes } from '#contracts/http/reconciliation.ts';
import { mount } from '#platform/http/mount.ts';
import { reconcileNext, type ReconcileParts } from '../jobs/reconcile.ts';

export function mountReconciliation(app: Express, parts: ReconcileParts): void {
  mount(app, routes.reconcile, async ({ body }) => ({ status: 200, body: await reconcileNext(parts, body) }));
}
