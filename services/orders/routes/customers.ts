/** Routes of customers, sites and contacts. */
import type { Express } from 'express';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';

import { CustomerHistoryEntry } from '#contracts/http/customer-schemas.ts';
import { contactRoutes, customerRoutes, siteRoutes } from '#contracts/http/customers.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import { customerHistory } from '#db/queries/customers-history.ts';
import { findCustomer, searchCustomers } from '#db/queries/customers.ts';
import { contactsPage, sitesPage } from '#db/queries/sites-and-contacts.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { newContact, newCustomer, newSite } from '#domain/customers/customer.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { contactKeeper, customerKeeper, siteKeeper } from '#transactions/customers/keepers.ts';
import { changeKept, createKept, upsertKept, type RouteParts } from '../kept-rows.ts';

/** Lists are by number, and a page begins behind one. */
const Place = z.string();
const HistoryPlace = z.strictObject({ recordedAt: Instant, id: Id });

/** Mounts every route of the area `customers`. */
export function mountCustomerRoutes(app: Express, parts: RouteParts): void {
  mountCustomers(app, parts);
  mountCustomerLists(app, parts);
  mountHistory(app, parts);
  mountSites(app, parts);
  mountContacts(app, parts);
}

function mountCustomers(app: Express, parts: RouteParts): void {
  mount(app, customerRoutes.create, async ({ actor, key, body }) => {
    const customerId = uuidv7();
    const request = { actor, route: customerRoutes.create.id, key, asks: body };
    const row = await createKept(parts, customerKeeper, request, {
      number: body.number,
      externalId: body.externalId ?? null,
      make: (number) => ({ ...newCustomer(customerId, { ...body, number }), customerId, version: 1 }),
    });
    return { status: 201, headers: tagOf(row), body: row };
  });
  mount(app, customerRoutes.upsert, async ({ actor, params: { externalId }, body }) => {
    const customerId = uuidv7();
    const { row, status } = await upsertKept(parts, customerKeeper, actor, {
      number: body.number,
      externalId,
      customerId: null,
      change: body,
      make: (number) => ({ ...newCustomer(customerId, { ...body, number, externalId }), customerId, version: 1 }),
    });
    return { status, headers: tagOf(row), body: row };
  });
  mount(app, customerRoutes.change, async ({ actor, params, ifMatch, body }) => {
    const wish = { id: params.customerId, customerId: null, version: ifMatch, change: body };
    const row = await changeKept(parts, customerKeeper, actor, wish);
    return { status: 200, headers: tagOf(row), body: row };
  });
}

function mountCustomerLists(app: Express, { db }: RouteParts): void {
  mount(app, customerRoutes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest({ ...query, limit: query.limit ?? query.ids?.length }, Place);
    const { ids = null, externalId = null, search = null, active = null } = query;
    const wish = { ids, externalId, search, active };
    const rows = await transaction(db, actor, (t) =>
      searchCustomers(t, { ...wish, after: after ?? null, limit: limit + 1 }),
    );
    return { status: 200, body: pageOf(rows, limit, (row) => row.number) };
  });
  mount(app, customerRoutes.read, async ({ actor, params }) => {
    const row = await transaction(db, actor, (t) => customerOf(t, params.customerId));
    return { status: 200, headers: tagOf(row), body: row };
  });
}

const HistoryRow = CustomerHistoryEntry.pick({ of: true, principal: true });

function mountHistory(app: Express, { db }: RouteParts): void {
  mount(app, customerRoutes.history, async ({ actor, params: { customerId }, query }) => {
    const { limit, after } = pageRequest(query, HistoryPlace);
    const rows = await transaction(db, actor, async (t) => {
      await customerOf(t, customerId);
      return customerHistory(t, customerId, after, limit + 1);
    });
    const { items, nextCursor } = pageOf(rows, limit, ({ recordedAt, id }) => ({ recordedAt, id }));
    return { status: 200, body: { items: items.map(historyEntry), nextCursor } };
  });
}

function historyEntry(row: Awaited<ReturnType<typeof customerHistory>>[number]): CustomerHistoryEntry {
  const { id: eventId, version, number, changed, occurredAt: at } = row;
  const what = version === 1 ? 'entered' : 'changed';
  return { eventId, ...HistoryRow.parse({ of: row.aggregate, principal: row.principal }), number, what, changed, at };
}

function mountSites(app: Express, parts: RouteParts): void {
  mount(app, siteRoutes.create, async ({ actor, key, params, body }) => {
    const { customerId } = params;
    await transaction(parts.db, actor, (t) => customerOf(t, customerId));
    const request = { actor, route: siteRoutes.create.id, key, asks: { customerId, body } };
    const row = await createKept(parts, siteKeeper, request, {
      number: body.number,
      externalId: body.externalId ?? null,
      make: (number) => ({ ...newSite({ ...body, number }), siteId: uuidv7(), customerId, version: 1 }),
    });
    return { status: 201, headers: tagOf(row), body: row };
  });
  mount(app, siteRoutes.upsert, async ({ actor, params: { customerId, externalId }, body }) => {
    await transaction(parts.db, actor, (t) => customerOf(t, customerId));
    const { row, status } = await upsertKept(parts, siteKeeper, actor, {
      number: body.number,
      externalId,
      customerId,
      change: body,
      make: (number) => ({ ...newSite({ ...body, number, externalId }), siteId: uuidv7(), customerId, version: 1 }),
    });
    return { status, headers: tagOf(row), body: row };
  });
  mount(app, siteRoutes.change, async ({ actor, params, ifMatch, body }) => {
    const wish = { id: params.siteId, customerId: params.customerId, version: ifMatch, change: body };
    const row = await changeKept(parts, siteKeeper, actor, wish);
    return { status: 200, headers: tagOf(row), body: row };
  });
  mount(app, siteRoutes.list, async ({ actor, params: { customerId }, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const wish = { externalId: query.externalId ?? null, after: after ?? null };
    const rows = await transaction(parts.db, actor, async (t) => {
      await customerOf(t, customerId);
      return sitesPage(t, { customerId, ...wish, limit: limit + 1 });
    });
    return { status: 200, body: pageOf(rows, limit, (row) => row.number) };
  });
}

function mountContacts(app: Express, parts: RouteParts): void {
  mount(app, contactRoutes.create, async ({ actor, key, params, body }) => {
    const { customerId } = params;
    await transaction(parts.db, actor, (t) => customerOf(t, customerId));
    const request = { actor, route: contactRoutes.create.id, key, asks: { customerId, body } };
    const row = await createKept(parts, contactKeeper, request, {
      number: body.number,
      externalId: body.externalId ?? null,
      make: (number) => ({ ...newContact({ ...body, number }), contactId: uuidv7(), customerId, version: 1 }),
    });
    return { status: 201, headers: tagOf(row), body: row };
  });
  mount(app, contactRoutes.upsert, async ({ actor, params: { customerId, externalId }, body }) => {
    await transaction(parts.db, actor, (t) => customerOf(t, customerId));
    const { row, status } = await upsertKept(parts, contactKeeper, actor, {
      number: body.number,
      externalId,
      customerId,
      change: body,
      make: (number) => ({
        ...newContact({ ...body, number, externalId }),
        ...{ contactId: uuidv7(), customerId, version: 1 },
      }),
    });
    return { status, headers: tagOf(row), body: row };
  });
  mount(app, contactRoutes.change, async ({ actor, params, ifMatch, body }) => {
    const wish = { id: params.contactId, customerId: params.customerId, version: ifMatch, change: body };
    const row = await changeKept(parts, contactKeeper, actor, wish);
    return { status: 200, headers: tagOf(row), body: row };
  });
  mount(app, contactRoutes.list, async ({ actor, params: { customerId }, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const wish = { externalId: query.externalId ?? null, after: after ?? null };
    const rows = await transaction(parts.db, actor, async (t) => {
      await customerOf(t, customerId);
      return contactsPage(t, { customerId, ...wish, limit: limit + 1 });
    });
    return { status: 200, body: pageOf(rows, limit, (row) => row.number) };
  });
}

/** Unknown, and another customer's, look the same. */
async function customerOf(t: Transaction<'orders'>, customerId: string) {
  const row = await findCustomer(t, customerId);
  if (row === undefined) throw new ProblemError('resource.unknown');
  return row;
}
