import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { customerActor, staff } from '../support/http.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { newContact, newCustomer, newSite } from '#domain/customers/customer.ts';
import { newServiceObject } from '#domain/objects/service-object.ts';
import { enterAgreement } from '#transactions/agreements/keep.ts';
import { enter, upsert } from '#transactions/customers/keep.ts';
import { contactKeeper, customerKeeper, siteKeeper } from '#transactions/customers/keepers.ts';
import { objectKeeper } from '#transactions/objects/keeper.ts';
import { submit } from '#transactions/requests/submit.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

const now = '2026-03-02T09:00:00.000Z';
const system = systemActor('test');
const office = staff('customer-service-representative');
const tables = [
  'customers',
  'sites',
  'contacts',
  'service_objects',
  'requests',
  'files',
  'request_photos',
  'agreements',
] as const;

let database: TestDatabase;
let db: Db<'orders'>;
let own: string;
let other: string;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('orders');
  own = await withEverything();
  other = await withEverything();
});
afterAll(() => database.drop());

/** A customer with one row in every table that has customers' data; its id. */
async function withEverything(): Promise<string> {
  const customerId = randomUUID();
  await transaction(db, system, async (t) => {
    const entry = { number: undefined, externalId: null };
    const owner = { customerId, version: 1 };
    const make = <Row>(of: (number: string) => Row) => ({ ...entry, make: of });
    await enter(
      t,
      customerKeeper,
      make((number) => ({ ...newCustomer(customerId, { number, name: 'N' }), ...owner })),
      now,
    );
    await enter(
      t,
      siteKeeper,
      make((number) => ({ ...newSite({ number, name: 'N' }), siteId: randomUUID(), ...owner })),
      now,
    );
    await enter(
      t,
      contactKeeper,
      make((number) => ({ ...newContact({ number, name: 'N' }), contactId: randomUUID(), ...owner })),
      now,
    );
    const object = (number: string) => ({
      ...newServiceObject({ number, name: 'N', customerId }),
      objectId: randomUUID(),
    });
    await enter(
      t,
      objectKeeper(),
      make((number) => ({ ...object(number), ...owner })),
      now,
    );
    const photoId = randomUUID();
    await sql`insert into files values (${photoId}, ${customerId}, 'photo', 'hash', 'image/png', 1, 'user:a', ${now})`.execute(
      t,
    );
    await submitted(t, customerId, [photoId]);
    const agreement = await enterAgreement(t, { customerId, name: 'N', startsOn: '2026-01-01' }, now);
    expect(agreement.ok).toBe(true);
  });
  return customerId;
}

function submitted(t: Transaction<'orders'>, customerId: string, photoIds: readonly string[] = []) {
  const nothing = {
    siteId: null,
    contactId: null,
    objectId: null,
    description: null,
    priority: null,
    condition: null,
    symptom: null,
    preferredAt: null,
    channel: null,
    submittedAt: null,
  };
  return submit(t, office, { requestId: randomUUID(), customerId, subject: 'S', photoIds, ...nothing }, now);
}

describe.each(tables)('rows of %s', (table) => {
  const owners = async (actor: Parameters<typeof transaction>[1]) => {
    const read = sql<{ customerId: string }>`select customer_id from ${sql.table(table)}`;
    const { rows } = await transaction(db, actor, (t) => read.execute(t));
    return new Set(rows.map(({ customerId }) => customerId));
  };

  test('are seen whole by the staff, and each customer sees its own, even if a handler forgets to filter', async () => {
    expect(await owners(office)).toEqual(new Set([own, other]));
    expect(await owners(customerActor(own))).toEqual(new Set([own]));
  });

  test('are seen by nobody without an actor', async () => {
    const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(db);
    expect(rows).toEqual([]);
  });

  test('are protected against their owner too', async () => {
    const { rows } = await sql<{ forced: boolean }>`
      select relrowsecurity and relforcerowsecurity as forced from pg_class where oid = ${table}::regclass`.execute(db);
    expect(rows).toEqual([{ forced: true }]);
  });
});

test('a customer writes no row of another customer', async () => {
  const foreign = transaction(db, customerActor(own), (t) =>
    sql`insert into files values (${randomUUID()}, ${other}, 'photo', 'x', 'image/png', 1, 'user:b', ${now})`.execute(
      t,
    ),
  );
  await expect(foreign).rejects.toThrow('row-level security');
  const changed = await transaction(db, customerActor(own), (t) =>
    t.updateTable('requests').set({ subject: 'Mine' }).where('customerId', '=', other).executeTakeFirst(),
  );
  expect(changed.numUpdatedRows).toBe(0n);
});

test('upserts of one external id at the same time make one row and no hole in its versions', async () => {
  const names = ['A', 'B', 'C', 'D', 'E'];
  await Promise.all(
    names.map((name) =>
      transaction(db, system, (t) =>
        upsert(
          t,
          customerKeeper,
          {
            ...{ number: undefined, externalId: 'race', customerId: null, change: { name } },
            make: (number) => {
              const customerId = randomUUID();
              return { ...newCustomer(customerId, { number, name, externalId: 'race' }), customerId, version: 1 };
            },
          },
          now,
        ),
      ),
    ),
  );
  const versions = await transaction(db, system, (t) =>
    t
      .selectFrom('events')
      .innerJoin('customers', (join) => join.on(sql<boolean>`customers.customer_id::text = events.aggregate_id`))
      .select(['events.version'])
      .where('customers.externalId', '=', 'race')
      .orderBy('events.version')
      .execute(),
  );
  expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
});
