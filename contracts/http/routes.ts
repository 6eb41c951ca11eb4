/** Every route of the product, merged from the areas. The gateway sends by it, OpenAPI is written from it. */
import { auditRoutes } from './identity-audit.ts';
import { contactRoutes, customerRoutes, siteRoutes } from './customers.ts';
import { technicianRoutes, visitRoutes } from './dispatch.ts';
import { fileRoutes } from './files.ts';
import { identityRoutes } from './identity.ts';
import { itemRoutes, stockRoutes } from './inventory.ts';
import { invoicingHistoryRoutes } from './invoicing-history.ts';
import { invoicingRoutes } from './invoicing.ts';
import { objectRoutes } from './objects.ts';
import { reconciliationRoutes } from './reconciliation.ts';
import { reportingRoutes } from './reporting.ts';
import { serviceRequestRoutes } from './requests.ts';
import type { RouteSpec } from './route.ts';
import { orderHistoryRoutes } from './service-orders-history.ts';
import { orderAttentionRoutes } from './service-orders-list.ts';
import { serviceOrderRoutes } from './service-orders.ts';
import { setupChangeRoutes } from './setup-changes.ts';
import { setupRoutes } from './setup.ts';
import { slaRoutes } from './sla.ts';
import { stageEntriesRoutes } from './stage-entries.ts';
import { stageModelRoutes } from './stage-models.ts';
import { streamRoutes } from './stream.ts';

export const routes: readonly RouteSpec[] = [
  identityRoutes,
  auditRoutes,
  streamRoutes,
  setupRoutes,
  setupChangeRoutes,
  customerRoutes,
  siteRoutes,
  contactRoutes,
  objectRoutes,
  serviceRequestRoutes,
  serviceOrderRoutes,
  orderAttentionRoutes,
  orderHistoryRoutes,
  reconciliationRoutes,
  stageModelRoutes,
  stageEntriesRoutes,
  fileRoutes,
  slaRoutes,
  technicianRoutes,
  visitRoutes,
  itemRoutes,
  stockRoutes,
  invoicingRoutes,
  invoicingHistoryRoutes,
  reportingRoutes,
].flatMap((area): readonly RouteSpec[] => Object.values(area));
