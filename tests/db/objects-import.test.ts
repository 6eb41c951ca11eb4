/** Files of service objects, through the reader of files into the database. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { objectFile } from '#contracts/http/objects-import.ts';
import type { Db } from '#db/connection.ts';
import { customerIdsOf } from '#db/queries/customers.ts';
import { lockObjectsOfCustomer, searchObjects } from '#db/queries/objects.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import { importFile } from '#services/import-file.ts';
import { importCustomers, importSites } from '#transactions/customers/import-files.ts';
import { objectImport } from '#transactions/objects/import-file.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { staff } from '../support/http.ts';

const importer = staff('importer');
const terms = { now: '2026-03-02T09:00:00.000Z', isTrial: false };
const head = 'External id,Customer (external id),Name,Number,Part of (number),Installed on,Warranty until,Offered';

let database: TestDatabase;
let db: Db<'orders'>;
/** A customer of its own for each test, and what its external ids and numbers begin with. */
let own: string;
let count = 0;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('orders');
});
beforeEach(async () => {
  count += 1;
  own = `C${count}`;
  await transaction(db, importer, (t) =>
    importCustomers(t, [{ externalId: own, name: 'Example Works', number: own }], terms, new Map()),
  );
});
afterAll(() => database.drop());

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(file);
}

/** Brings rows of one customer in; a row is its name, which is its number too, and the cells after that. */
async function bring(rows: readonly (readonly string[])[], { isTrial = false, customer = own } = {}) {
  const lines = rows.map(([name = '', parent = '', ...rest]) => {
    const numbers = [name, parent].map((each) => (each === '' ? '' : `${own}-${each}`));
    return [`${own}-${name}`, customer, name, ...numbers, ...rest].join(',');
  });
  const keep = objectImport();
  return importFile(bytesOf([head, ...lines].join('\n')), {
    ...{ list: objectFile, query: { dryRun: isTrial } },
    keep: (some, { isLast }) => transaction(db, importer, (t) => keep(t, some, { ...terms, isTrial, isLast })),
  });
}

const nothing = { ids: null, customerId: null, siteId: null, parentObjectId: null, active: null };
const wish = { ...nothing, warrantyFrom: null, warrantyTo: null, after: null, limit: 1_000 };
/** What is there, as `Drive<Door`, `Lift`. */
async function there(): Promise<readonly string[]> {
  const rows = await transaction(db, importer, (t) => searchObjects(t, { ...wish, search: `${own}-` }));
  const names = new Map(rows.map(({ objectId, name }) => [objectId, name]));
  return rows.map(({ name, parentObjectId }) =>
    parentObjectId === null ? name : `${name}<${names.get(parentObjectId)}`,
  );
}

async function waitingForLocks(t: Transaction<'orders'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from pg_locks
    where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(t);
  return rows[0]?.count ?? 0;
}

describe('a file of objects', () => {
  test('names parents on rows above and below, and the same again changes nothing', async () => {
    const rows = [
      ['Drive', 'Door', '2025-04-01', '2027-03-31'],
      ['Lift', '', '2025-04-01'],
      ['Door', 'Lift'],
    ];

    expect(await bring(rows)).toMatchObject({ rows: 3, created: 3, refused: 0 });
    expect(await there()).toEqual(['Door<Lift', 'Drive<Door', 'Lift']);
    expect(await bring(rows)).toMatchObject({ rows: 3, unchanged: 3, created: 0, changed: 0 });
  });

  test('says of each row what is wrong with its parent and its days, at its line', async () => {
    await bring([['Lift', '', '', '', 'no']]);

    const { mistakes, created } = await bring([
      ['Door', 'Lift'],
      ['Drive', 'Nowhere'],
      ['Egg', 'Hen'],
      ['Hen', 'Egg'],
      ['Motor', '', '2025-04-01', '2025-03-31'],
      ['Rope', '', '1 April'],
    ]);

    expect(created).toBe(0);
    expect(mistakes.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 'Part of (number)', 'object.parent-not-in-use'],
      [3, 'Part of (number)', 'import.unknown-parent'],
      [4, 'Part of (number)', 'import.unknown-parent'],
      [5, 'Part of (number)', 'import.unknown-parent'],
      [6, 'Warranty until', 'object.warranty-before-installation'],
      [7, 'Installed on', 'import.value'],
    ]);
  });

  test('makes nothing part of an object of another customer', async () => {
    await bring([['Lift']]);
    const other = `${own}-other`;
    await transaction(db, importer, (t) => importCustomers(t, [{ externalId: other, name: 'O' }], terms, new Map()));

    expect(await bring([['Door', 'Lift']], { customer: other })).toMatchObject({
      mistakes: [{ code: 'import.unknown-parent' }],
    });
  });

  test('leaves what an empty cell says as it is, and moves an object with its parts to another site', async () => {
    await transaction(db, importer, (t) =>
      importSites(t, [{ externalId: `${own}-quay`, customerExternalId: own, name: 'Quay' }], terms),
    );
    await bring([
      ['Lift', '', '2025-04-01', '2027-03-31'],
      ['Door', 'Lift'],
    ]);
    const file = `External id,Customer (external id),Site (external id),Name\n${own}-Lift,${own},${own}-quay,Lift`;
    const keep = objectImport();
    const report = await importFile(bytesOf(file), {
      ...{ list: objectFile, query: {} },
      keep: (some, { isLast }) => transaction(db, importer, (t) => keep(t, some, { ...terms, isLast })),
    });

    expect(report).toMatchObject({ changed: 1 });
    const rows = await transaction(db, importer, (t) => searchObjects(t, { ...wish, search: `${own}-` }));
    expect(rows.map(({ warrantyUntil, siteId }) => [warrantyUntil, siteId !== null])).toEqual([
      [null, true],
      ['2027-03-31', true],
    ]);
  });

  test('waits for all whose objects it names before it holds any, also where an object is of another customer', async () => {
    const other = `${own}-other`;
    await transaction(db, importer, (t) => importCustomers(t, [{ externalId: other, name: 'O' }], terms, new Map()));
    const ids = await transaction(db, importer, (t) => customerIdsOf(t, [own, other]));
    const [first = '', last = ''] = [...ids].toSorted(([, one], [, two]) => (one < two ? -1 : 1)).map(([id]) => id);
    await bring([['Lift']], { customer: first });

    const report = await transaction(db, importer, async (t) => {
      await lockObjectsOfCustomer(t, ids.get(first) ?? '');
      const brought = bring([['Lift']], { customer: last });
      await eventually(async () => expect(await waitingForLocks(t)).toBe(1));
      // Whoever holds the first gets the last, which the file does not hold yet.
      await lockObjectsOfCustomer(t, ids.get(last) ?? '');
      return { brought };
    });

    expect(await report.brought).toMatchObject({ rows: 1, refused: 1 });
  });

  test('is tried without a trace, also where a row names a parent of many rows before', async () => {
    const lifts = Array.from({ length: 250 }, (_, index) => [`L${index}`]);
    const rows = [...lifts, ['Drive', 'Door'], ['Door', 'L0'], ['Odd', 'Nowhere']];

    expect(await bring(rows, { isTrial: true })).toMatchObject({ rows: 253, created: 252, refused: 1 });
    expect(await there()).toEqual([]);
    expect(await bring(rows)).toMatchObject({ created: 252, refused: 1 });
  });
});
