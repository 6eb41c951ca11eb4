/** The addresses of prices, costs and taxes. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { ExpenseListSearch } from '../../features/invoicing/expense-list-search.ts';
import { PriceListSearch } from '../../features/invoicing/price-list-search.ts';
import { insideRoute } from './root-routes.ts';

const pricesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/prices',
  validateSearch: PriceListSearch,
  component: lazyRouteComponent(() => import('../../features/invoicing/price-list-page.tsx'), 'PriceListPage'),
});

const taxesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/taxes',
  component: lazyRouteComponent(() => import('../../features/invoicing/tax-table-page.tsx'), 'TaxTablePage'),
});

const numbersRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/numbers',
  component: lazyRouteComponent(() => import('../../features/setup/number-series-page.tsx'), 'NumberSeriesPage'),
});

const expensesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/expenses',
  validateSearch: ExpenseListSearch,
  component: lazyRouteComponent(() => import('../../features/invoicing/expense-list-page.tsx'), 'ExpenseListPage'),
});

export const invoicingRoutes = [expensesRoute, pricesRoute, taxesRoute, numbersRoute] as const;
