/** The addresses of daily work: requests, orders, invoices. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { orderAttentionRoutes } from '#contracts/http/service-orders-list.ts';

import { mayCall, sessionQuery } from '../../api/session.ts';
import { AgreementListSearch } from '../../features/agreements/agreement-list-search.ts';
import { InvoiceListSearch } from '../../features/invoicing/invoice-list-search.ts';
import { CaseListSearch } from '../../features/requests/case-list-search.ts';
import { InquiryReportSearch } from '../../features/reporting/inquiry-report-search.ts';
import { RequestListSearch } from '../../features/requests/request-list-search.ts';
import { OrderDocumentSearch } from '../../features/service-orders/order-document-search.ts';
import { OrderListSearch } from '../../features/service-orders/order-list-search.ts';
import { HomePage } from '../../features/service-orders/home-page.tsx';
import { insideRoute } from './root-routes.ts';

/** Where everybody begins comes with the console itself. Customers have no desk to tend: they begin with their orders. */
const homeRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (!mayCall(session, orderAttentionRoutes.read)) throw redirect({ to: '/orders', replace: true });
  },
  component: HomePage,
});

const ordersRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/orders',
  validateSearch: OrderListSearch,
  loaderDeps: ({ search }) => search,
  // The page is shown at once, and finds its rows on their way.
  loader: ({ context, deps }) => {
    void import('../../features/service-orders/order-list-query.ts').then(({ orderListQuery }) =>
      context.client.prefetchQuery(orderListQuery(deps)),
    );
  },
  component: lazyRouteComponent(() => import('../../features/service-orders/order-list-page.tsx'), 'OrderListPage'),
});

const orderRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('../order-route.tsx'), 'OrderRoute'),
});

const orderDocumentRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/orders/$orderId/print',
  validateSearch: OrderDocumentSearch,
  component: lazyRouteComponent(
    () => import('../../features/service-orders/order-document-page.tsx'),
    'OrderDocumentPage',
  ),
});

const requestsRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/requests',
  validateSearch: RequestListSearch,
  component: lazyRouteComponent(() => import('../../features/requests/request-list-page.tsx'), 'RequestListPage'),
});

const agreementsRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/agreements',
  validateSearch: AgreementListSearch,
  component: lazyRouteComponent(() => import('../../features/agreements/agreement-list-page.tsx'), 'AgreementListPage'),
});

const agreementRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/agreements/$agreementId',
  component: lazyRouteComponent(() => import('../../features/agreements/agreement-page.tsx'), 'AgreementPage'),
});

const casesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/cases',
  validateSearch: CaseListSearch,
  component: lazyRouteComponent(() => import('../../features/requests/case-list-page.tsx'), 'CaseListPage'),
});

const caseRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('../../features/requests/case-page.tsx'), 'CasePage'),
});

const invoicesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/invoices',
  validateSearch: InvoiceListSearch,
  component: lazyRouteComponent(() => import('../../features/invoicing/invoice-list-page.tsx'), 'InvoiceListPage'),
});

const invoiceRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/invoices/$invoiceId',
  component: lazyRouteComponent(() => import('../../features/invoicing/invoice-page.tsx'), 'InvoicePage'),
});

const inquiryReportRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/reports/inquiries',
  validateSearch: InquiryReportSearch,
  component: lazyRouteComponent(() => import('../../features/reporting/inquiry-report-page.tsx'), 'InquiryReportPage'),
});

export const workRoutes = [
  homeRoute,
  ordersRoute,
  orderRoute,
  orderDocumentRoute,
  requestsRoute,
  agreementsRoute,
  agreementRoute,
  casesRoute,
  caseRoute,
  inquiryReportRoute,
  invoicesRoute,
  invoiceRoute,
] as const;
