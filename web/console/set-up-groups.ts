/** The sections of the set-up, in the order in which a new company fills them. */
import { serviceTaskRoutes } from '#contracts/http/agreements-tasks.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';
import type { LinkProps } from '@tanstack/react-router';

import { customersFeedRoutes } from '#contracts/http/customers-feed.ts';
import { technicianHoursRoutes } from '#contracts/http/dispatch-hours.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { auditRoutes } from '#contracts/http/identity-audit.ts';
import { identityRoutes } from '#contracts/http/identity.ts';
import { itemGroupRoutes } from '#contracts/http/inventory-groups.ts';
import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import type { RouteSpec } from '#contracts/http/route.ts';
import { orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';
import { setupChangeRoutes } from '#contracts/http/setup-changes.ts';
import { workflowQueryRoutes } from '#contracts/http/service-orders-workflow-queries.ts';
import { staffRoles } from '#contracts/roles.ts';

import type { TextCode } from '../ui/texts.ts';

interface SetUpSection {
  readonly to: NonNullable<LinkProps['to']>;
  readonly title: TextCode;
  /** What it is for, in a line. */
  readonly what: TextCode;
  /** Whoever may call this may open it. */
  readonly read: Pick<RouteSpec, 'roles'>;
}

interface SetUpGroup {
  readonly title: TextCode;
  readonly sections: readonly SetUpSection[];
}

/** Everybody at work may look; what they may change, the pages know. */
const staff = { roles: staffRoles };

export const setUpGroups: readonly SetUpGroup[] = [
  {
    title: 'setUp.group.company',
    sections: [
      { to: '/set-up/company', title: 'company.title', what: 'company.what', read: staff },
      { to: '/set-up/calendars', title: 'calendars.title', what: 'calendars.what', read: staff },
      { to: '/set-up/parameters', title: 'parameters.title', what: 'parameters.what', read: staff },
      { to: '/set-up/numbers', title: 'numbers.title', what: 'numbers.what', read: orderSeriesRoutes.list },
    ],
  },
  {
    title: 'setUp.group.people',
    sections: [
      { to: '/set-up/users', title: 'users.title', what: 'users.what', read: identityRoutes.listUsers },
      { to: '/set-up/tokens', title: 'tokens.title', what: 'tokens.what', read: identityRoutes.listTokens },
      { to: '/set-up/changes', title: 'changes.title', what: 'changes.about', read: setupChangeRoutes.list },
      { to: '/set-up/audit', title: 'audit.title', what: 'audit.about', read: auditRoutes.list },
      {
        to: '/set-up/hours',
        title: 'hours.title',
        what: 'hours.what',
        read: technicianHoursRoutes.list,
      },
      {
        to: '/set-up/technicians',
        title: 'technicians.title',
        what: 'technicians.what',
        read: technicianRoutes.save,
      },
    ],
  },
  {
    title: 'setUp.group.customers',
    sections: [
      {
        to: '/set-up/customers',
        title: 'customers.title',
        what: 'customers.what',
        read: staff,
      },
      { to: '/set-up/objects', title: 'objects.title', what: 'objects.what', read: staff },
      { to: '/set-up/feeds', title: 'feeds.title', what: 'feeds.what', read: customersFeedRoutes.letters },
    ],
  },
  {
    title: 'setUp.group.parts',
    sections: [
      {
        to: '/set-up/items',
        title: 'items.title',
        what: 'items.what',
        read: itemRoutes.list,
      },
      {
        to: '/set-up/item-groups',
        title: 'itemGroups.title',
        what: 'itemGroups.what',
        read: itemGroupRoutes.list,
      },
      {
        to: '/set-up/warehouses',
        title: 'warehouses.title',
        what: 'warehouses.what',
        read: stockRoutes.addWarehouse,
      },
    ],
  },
  {
    title: 'setUp.group.prices',
    sections: [
      {
        to: '/set-up/prices',
        title: 'prices.title',
        what: 'prices.what',
        read: invoicingRoutes.listPriceEntries,
      },
      {
        to: '/set-up/taxes',
        title: 'taxes.title',
        what: 'taxes.what',
        read: invoicingRoutes.getTaxTable,
      },
    ],
  },
  {
    title: 'setUp.group.orders',
    sections: [
      { to: '/set-up/order-types', title: 'orderTypes.title', what: 'orderTypes.what', read: staff },
      { to: '/set-up/priorities', title: 'priorities.title', what: 'priorities.what', read: staff },
      { to: '/set-up/categories', title: 'categories.title', what: 'categories.what', read: staff },
      {
        to: '/set-up/agreement-groups',
        title: 'agreementGroups.title',
        what: 'agreementGroups.what',
        read: agreementRoutes.groups,
      },
      {
        to: '/set-up/service-tasks',
        title: 'serviceTasks.title',
        what: 'serviceTasks.what',
        read: serviceTaskRoutes.list,
      },
      { to: '/set-up/reason-codes', title: 'reasonCodes.title', what: 'reasonCodes.what', read: staff },
      { to: '/set-up/case-categories', title: 'caseCategories.title', what: 'caseCategories.what', read: staff },
      { to: '/set-up/case-results', title: 'caseResults.title', what: 'caseResults.what', read: staff },
      { to: '/set-up/sla-policies', title: 'slaPolicies.title', what: 'slaPolicies.what', read: staff },
      { to: '/set-up/stage-models', title: 'stageModels.title', what: 'stageModels.what', read: staff },
    ],
  },
  {
    title: 'setUp.group.operations',
    sections: [
      {
        to: '/set-up/workflow-queries',
        title: 'workflowQueries.title',
        what: 'workflowQueries.what',
        read: workflowQueryRoutes.list,
      },
    ],
  },
];
