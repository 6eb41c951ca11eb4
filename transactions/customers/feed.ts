/** Customers, sites and contacts as other systems feed them in. */
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';

import {
  ContactChange,
  CustomerChange,
  NewContact,
  NewCustomer,
  NewSite,
  SiteChange,
} from '#contracts/http/customer-schemas.ts';
import { FedContact, FedCustomer, FedSite } from '#contracts/http/customers-feed.ts';
import { Id } from '#contracts/http/schemas.ts';
import { customerIdsOf } from '#db/queries/customers.ts';
import { sitesOf } from '#db/queries/sites-and-contacts.ts';
import type { Transaction } from '#db/transaction.ts';
import { newContact, newCustomer, newSite } from '#domain/customers/customer.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { ChangeOf } from '#domain/shared/numbered.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import type { FedThing, FedWish, FeedKeeper, FeedKeepers } from '../feed-records.ts';
import { change, enter } from './keep.ts';
import type { Keeper, KeptRow } from './keep.ts';
import { contactKeeper, customerKeeper, siteKeeper } from './keepers.ts';

type Orders = Transaction<'orders'>;

interface FedKind<Row extends KeptRow> {
  readonly keeper: Keeper<Row>;
  readonly resolve: FeedKeeper<'orders'>['resolve'];
  /** A thing about which nothing is said. */
  readonly defaultsOf: (thing: FedThing) => object;
  /** A new row of what was said. */
  readonly make: (wish: FedWish) => { readonly number: string | undefined; readonly rowOf: (number: string) => Row };
  readonly changeOf: (fields: object) => ChangeOf<Row>;
}

function fed<Row extends KeptRow>({ keeper, resolve, defaultsOf, make, changeOf }: FedKind<Row>): FeedKeeper<'orders'> {
  const thingOf = (row: Row): FedThing => ({ id: keeper.idOf(row), fields: row });
  return {
    required: ['name'],
    resolve,
    // What stands for no name is not to be a default.
    defaultsOf: (thing) => ({ ...defaultsOf(thing), name: undefined }),
    async find(t, externalId) {
      const row = await keeper.lock(t, { externalId });
      return row && thingOf(row);
    },
    async enter(t, wish) {
      const { number, rowOf } = make(wish);
      const entered = await enter(t, keeper, { number, externalId: wish.externalId, make: rowOf }, wish.now);
      if (entered.ok) return thingOf(entered.row);
      if (entered.refusal.code === 'number.taken') return undefined;
      throw new Error(`${keeper.table} ${wish.externalId} was fed and refused: ${entered.refusal.code}`);
    },
    async change(t, { id }, { fields, now }) {
      const row = await keeper.lock(t, { id });
      if (row === undefined) throw new Error(`${keeper.table} ${id} was locked and is gone`);
      const changed = await change(t, keeper, { row, change: changeOf(fields) }, now);
      if (!changed.ok) throw new Error(`${keeper.table} ${id} was fed and refused: ${changed.refusal.code}`);
      return thingOf(changed.row);
    },
  };
}

const blank = { number: '', name: '' };
const customerId = z.object({ customerId: Id });

const customer = fed({
  keeper: customerKeeper,
  async resolve(t, { externalId, record }) {
    const { billToExternalId: billTo, ...sent } = FedCustomer.parse(record);
    if (billTo === undefined || billTo === null || billTo === externalId) return resolved(sent);
    const billToCustomerId = (await customerIdsOf(t, [billTo])).get(billTo);
    if (billToCustomerId === undefined) return missing('customer', billTo);
    return resolved({ ...sent, billToCustomerId });
  },
  defaultsOf: ({ id }) => newCustomer(id, blank),
  make({ externalId, fields }) {
    const id = uuidv7();
    const said = NewCustomer.parse(fields);
    const rowOf = (number: string) => ({
      ...newCustomer(id, { ...said, number, externalId }),
      ...{ customerId: id, version: 1 },
    });
    return { number: said.number, rowOf };
  },
  changeOf: (fields) => CustomerChange.parse(fields),
});

const site = fed({
  keeper: siteKeeper,
  async resolve(t, { record }) {
    const { customerExternalId, ...sent } = FedSite.parse(record);
    const { timeZone = null } = sent;
    if (timeZone !== null && !isTimeZone(timeZone)) {
      return refuse('reference.unknown', { params: { pointer: '/record/timeZone' } });
    }
    const owner = await ownerOf(t, customerExternalId);
    return owner === undefined ? missing('customer', customerExternalId) : resolved({ ...sent, customerId: owner });
  },
  defaultsOf: () => newSite(blank),
  make({ externalId, fields }) {
    const { customerId: owner, ...said } = NewSite.extend(customerId.shape).parse(fields);
    const rowOf = (number: string) => ({
      ...newSite({ ...said, number, externalId }),
      ...{ siteId: uuidv7(), customerId: owner, version: 1 },
    });
    return { number: said.number, rowOf };
  },
  changeOf: (fields) => SiteChange.parse(fields),
});

const contact = fed({
  keeper: contactKeeper,
  async resolve(t, { record }) {
    const { customerExternalId, siteExternalId = null, ...sent } = FedContact.parse(record);
    const owner = await ownerOf(t, customerExternalId);
    if (owner === undefined) return missing('customer', customerExternalId);
    if (siteExternalId === null) return resolved({ ...sent, customerId: owner });
    const found = (await sitesOf(t, [siteExternalId])).get(siteExternalId);
    if (found === undefined) return missing('site', siteExternalId);
    if (found.customerId !== owner) return resolved({ ...sent, customerId: owner }, ['siteId']);
    return resolved({ ...sent, customerId: owner, siteId: found.siteId });
  },
  defaultsOf: () => newContact(blank),
  make({ externalId, fields }) {
    const { customerId: owner, ...said } = NewContact.extend(customerId.shape).parse(fields);
    const rowOf = (number: string) => ({
      ...newContact({ ...said, number, externalId }),
      ...{ contactId: uuidv7(), customerId: owner, version: 1 },
    });
    return { number: said.number, rowOf };
  },
  changeOf: (fields) => ContactChange.parse(fields),
});

/** The kinds that the orders service takes. */
export const customerFeed: FeedKeepers<'orders'> = { customer, site, contact };

function resolved(sent: object, unfit: readonly string[] = []) {
  return accept({ sent, unfit, missing: [] });
}

function missing(kind: 'customer' | 'site', externalId: string) {
  return accept({ sent: {}, unfit: [], missing: [{ kind, externalId }] });
}

async function ownerOf(t: Orders, externalId: string): Promise<string | undefined> {
  return (await customerIdsOf(t, [externalId])).get(externalId);
}
