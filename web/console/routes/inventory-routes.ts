/** The addresses of items, their stock, and warehouses. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';

import { ListSearch } from '../../ui/list-search.ts';
import { insideRoute } from './root-routes.ts';

const itemsRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/items',
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import('../../features/inventory/item-list-page.tsx'), 'ItemListPage'),
});

const itemRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/items/$itemId',
  component: lazyRouteComponent(() => import('../../features/inventory/item-page.tsx'), 'ItemPage'),
});

const warehousesRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/set-up/warehouses',
  validateSearch: ListSearch,
  component: lazyRouteComponent(() => import('../../features/inventory/warehouse-list-page.tsx'), 'WarehouseListPage'),
});

export const inventoryRoutes = [itemsRoute, itemRoute, warehousesRoute] as const;
