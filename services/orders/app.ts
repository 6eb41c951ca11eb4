/** The orders service's HTTP app: every route of its areas. */
import type { Express } from 'express';

import type { FileStore } from '#platform/files.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { createApp } from '#platform/http/app.ts';
import type { Logger } from '#platform/logging.ts';
import type { InquiryParts } from './jobs/reconcile-inquiries.ts';
import type { ReconcileParts } from './jobs/reconcile.ts';
import { askItems, askTechnicians } from './ask-names.ts';
import { askLinePrices, askPrices } from './ask-prices.ts';
import { mountServiceTasks } from './routes/agreements-tasks.ts';
import { mountAgreementRoutes } from './routes/agreements.ts';
import { mountBulk } from './routes/service-orders-bulk.ts';
import { mountCustomerFeed } from './routes/customers-feed.ts';
import { mountCustomerImports } from './routes/customers-import.ts';
import { mountCustomerRoutes } from './routes/customers.ts';
import { mountFileRoutes } from './routes/files.ts';
import { mountNotificationRoutes } from './routes/notifications.ts';
import { mountObjectImport } from './routes/objects-import.ts';
import { mountObjectRoutes } from './routes/objects.ts';
import { mountReconciliation } from './routes/reconciliation.ts';
import { mountCaseRoutes } from './routes/requests-cases.ts';
import { mountRequestRoutes } from './routes/requests.ts';
import { mountServiceOrderCommands, type CommandParts } from './routes/service-order-commands.ts';
import { mountOwnOrders } from './routes/service-orders-customer.ts';
import { mountConfirmations } from './routes/service-orders-confirmations.ts';
import { mountExtraWork } from './routes/service-orders-extra-work.ts';
import { mountOrderHistory, type HistoryParts } from './routes/service-orders-history.ts';
import { mountOrderAttention } from './routes/service-orders-attention.ts';
import { mountOrderExport } from './routes/service-orders-export.ts';
import { mountOrderActions } from './routes/service-orders-actions.ts';
import { mountQuotes } from './routes/service-orders-quotes.ts';
import { mountOrderSeries } from './routes/service-orders-series.ts';
import { mountStageDrafts } from './routes/service-orders-stage-drafts.ts';
import { mountStageMigrations } from './routes/service-orders-stage-migrations.ts';
import { mountStuckOrders, type StuckParts } from './routes/service-orders-stuck.ts';
import { mountWorkflowQueries } from './routes/service-orders-workflow-queries.ts';
import { mountOrderCharges } from './routes/service-orders-charges.ts';
import { mountExpenses } from './routes/service-orders-expenses.ts';
import { mountOrderFiles } from './routes/service-orders-files.ts';
import { mountMovedLines } from './routes/service-orders-moved-lines.ts';
import { mountOrderLines } from './routes/service-orders-lines.ts';
import { mountSalesOrders } from './routes/service-orders-sales.ts';
import { mountServiceOrderRoutes } from './routes/service-orders.ts';
import { mountSlaRoutes } from './routes/sla.ts';
import { mountStageEntries } from './routes/stage-entries.ts';
import { mountStageModelRoutes } from './routes/stage-models.ts';

export interface OrdersDeps extends CommandParts, ReconcileParts, InquiryParts, HistoryParts, StuckParts {
  readonly files: FileStore;
  readonly tokens: Tokens;
  readonly log: Logger;
  readonly urls: Readonly<Record<'invoicing' | 'gateway' | 'inventory' | 'dispatch', string>>;
}

export function createOrdersApp(deps: OrdersDeps): Express {
  const app = createApp({ log: deps.log, tokens: deps.tokens });
  mountCustomerRoutes(app, deps);
  mountCustomerImports(app, deps);
  mountObjectImport(app, deps);
  mountCustomerFeed(app, deps);
  mountObjectRoutes(app, deps);
  mountAgreementRoutes(app, {
    ...deps,
    pricesOf: askPrices({ url: deps.urls.invoicing, tokens: deps.tokens }),
  });
  mountServiceTasks(app, deps);
  mountRequestRoutes(app, deps);
  mountCaseRoutes(app, deps);
  mountFileRoutes(app, deps);
  mountStageModelRoutes(app, deps);
  mountStageDrafts(app, deps);
  mountStageMigrations(app, deps);
  mountSlaRoutes(app, deps);
  mountNotificationRoutes(app, deps);
  mountServiceOrderRoutes(app, deps);
  mountOrderLines(app, deps);
  mountOrderFiles(app, deps);
  mountExpenses(app, { ...deps, techniciansOf: askTechnicians(deps.urls.dispatch, deps.tokens) });
  mountSalesOrders(app, deps);
  mountOrderCharges(app, deps);
  mountOrderExport(app, deps);
  mountOrderAttention(app, deps);
  mountStuckOrders(app, deps);
  mountOrderActions(app, deps);
  mountBulk(app, deps);
  mountWorkflowQueries(app, deps);
  mountExtraWork(app, deps);
  mountConfirmations(app, deps);
  mountQuotes(app, {
    ...deps,
    linePricesOf: askLinePrices({ url: deps.urls.invoicing, tokens: deps.tokens }),
    itemsOf: askItems(deps.urls.inventory, deps.tokens),
  });
  mountOrderHistory(app, deps);
  mountOwnOrders(app, deps);
  mountServiceOrderCommands(app, deps);
  mountMovedLines(app, deps);
  mountStageEntries(app, deps);
  mountOrderSeries(app, deps);
  mountReconciliation(app, deps);
  return app;
}
