/** Every route of the product, merged from the areas. The gateway sends by it, OpenAPI is written from it. */
import { serviceTaskRoutes } from './agreements-tasks.ts';
import { agreementRoutes } from './agreements.ts';
import { addressRoutes } from './identity-addresses.ts';
import { auditRoutes } from './identity-audit.ts';
import { customersFeedRoutes } from './customers-feed.ts';
import { customersImportRoutes } from './customers-import.ts';
import { contactRoutes, customerRoutes, siteRoutes } from './customers.ts';
import { technicianAddressRoutes } from './dispatch-addresses.ts';
import { dispatchFeedRoutes } from './dispatch-feed.ts';
import { dispatchImportRoutes } from './dispatch-import.ts';
import { technicianSeriesRoutes } from './dispatch-series.ts';
import { technicianHoursRoutes } from './dispatch-hours.ts';
import { technicianRoutes, visitRoutes } from './dispatch.ts';
import { fileRoutes } from './files.ts';
import { identityRoutes } from './identity.ts';
import { identityProviderRoutes } from './identity-provider.ts';
import { staffListRoutes } from './identity-staff.ts';
import { viewRoutes } from './identity-views.ts';
import { itemGroupRoutes } from './inventory-groups.ts';
import { inventoryImportRoutes } from './inventory-import.ts';
import { itemSeriesRoutes } from './inventory-series.ts';
import { itemRoutes, stockRoutes } from './inventory.ts';
import { invoicingHistoryRoutes } from './invoicing-history.ts';
import { invoicingImportRoutes } from './invoicing-import.ts';
import { quoteRoutes } from './invoicing-quotes.ts';
import { invoicingSeriesRoutes } from './invoicing-series.ts';
import { invoicingRoutes } from './invoicing.ts';
import { notificationRoutes } from './notifications.ts';
import { objectsImportRoutes } from './objects-import.ts';
import { objectRoutes } from './objects.ts';
import { reconciliationRoutes } from './reconciliation.ts';
import { inquiryReportRoutes } from './reporting-inquiries.ts';
import { reportingRoutes } from './reporting.ts';
import { caseRoutes } from './requests-cases.ts';
import { serviceRequestRoutes } from './requests.ts';
import type { RouteSpec } from './route.ts';
import { confirmationRoutes } from './service-orders-signed.ts';
import { extraWorkRoutes } from './service-orders-extra-work.ts';
import { quoteRoutes as orderQuoteRoutes } from './service-orders-quotes.ts';
import { ownOrderRoutes } from './service-orders-customer.ts';
import { expenseRoutes } from './service-orders-expenses.ts';
import { orderFileRoutes } from './service-orders-files.ts';
import { orderHistoryRoutes } from './service-orders-history.ts';
import { orderAttentionRoutes, orderExportRoutes } from './service-orders-list.ts';
import { orderActionRoutes } from './service-orders-actions.ts';
import { stuckOrderRoutes } from './service-orders-stuck.ts';
import { workflowQueryRoutes } from './service-orders-workflow-queries.ts';
import { orderSeriesRoutes } from './service-orders-series.ts';
import { orderChargeRoutes } from './service-orders-charges.ts';
import { orderLineRoutes } from './service-orders-lines.ts';
import { salesOrderRoutes } from './service-orders-sales.ts';
import { serviceOrderRoutes } from './service-orders.ts';
import { setupChangeRoutes } from './setup-changes.ts';
import { setupImportRoutes } from './setup-import.ts';
import { setupRoutes } from './setup.ts';
import { slaRoutes } from './sla.ts';
import { stageEntriesRoutes } from './stage-entries.ts';
import { stageDraftRoutes } from './service-orders-stage-drafts.ts';
import { bulkRoutes } from './service-orders-bulk.ts';
import { stageMigrationRoutes } from './service-orders-stage-migrations.ts';
import { stageModelRoutes } from './stage-models.ts';
import { streamRoutes } from './stream.ts';

export const routes: readonly RouteSpec[] = [
  identityRoutes,
  identityProviderRoutes,
  auditRoutes,
  addressRoutes,
  viewRoutes,
  staffListRoutes,
  streamRoutes,
  setupRoutes,
  setupImportRoutes,
  setupChangeRoutes,
  customerRoutes,
  siteRoutes,
  contactRoutes,
  customersImportRoutes,
  customersFeedRoutes,
  objectRoutes,
  objectsImportRoutes,
  agreementRoutes,
  serviceTaskRoutes,
  serviceRequestRoutes,
  caseRoutes,
  serviceOrderRoutes,
  salesOrderRoutes,
  orderLineRoutes,
  orderFileRoutes,
  expenseRoutes,
  orderChargeRoutes,
  orderAttentionRoutes,
  orderActionRoutes,
  stuckOrderRoutes,
  workflowQueryRoutes,
  orderExportRoutes,
  orderHistoryRoutes,
  ownOrderRoutes,
  extraWorkRoutes,
  confirmationRoutes,
  orderQuoteRoutes,
  reconciliationRoutes,
  orderSeriesRoutes,
  stageModelRoutes,
  stageDraftRoutes,
  stageMigrationRoutes,
  bulkRoutes,
  stageEntriesRoutes,
  fileRoutes,
  slaRoutes,
  notificationRoutes,
  technicianRoutes,
  technicianAddressRoutes,
  visitRoutes,
  technicianHoursRoutes,
  technicianSeriesRoutes,
  dispatchImportRoutes,
  dispatchFeedRoutes,
  itemRoutes,
  itemGroupRoutes,
  stockRoutes,
  itemSeriesRoutes,
  inventoryImportRoutes,
  invoicingRoutes,
  invoicingSeriesRoutes,
  invoicingImportRoutes,
  invoicingHistoryRoutes,
  quoteRoutes,
  reportingRoutes,
  inquiryReportRoutes,
].flatMap((area): readonly RouteSpec[] => Object.values(area));
