/** The doors of reconciliation. */
import type { Express } from 'express';

import { reconciliationRoutes as routes } from '#contracts/http/reconciliation.ts';
import { mount } from '#platform/http/mount.ts';
import { reconcileInquiries, type InquiryParts } from '../jobs/reconcile-inquiries.ts';
import { reconcileNext, type ReconcileParts } from '../jobs/reconcile.ts';

export function mountReconciliation(app: Express, parts: ReconcileParts & InquiryParts): void {
  mount(app, routes.reconcile, async ({ body }) => ({ status: 200, body: await reconcileNext(parts, body) }));
  mount(app, routes.inquiries, async ({ body }) => ({ status: 200, body: await reconcileInquiries(parts, body) }));
}
