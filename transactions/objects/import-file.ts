/** Rows of files of service objects: each by the rules of one at a time, because what it is part of may stand on another row. */
import { v7 as uuidv7 } from 'uuid';

import type { ObjectInFile } from '#contracts/http/objects-import.ts';
import { customerIdsOf } from '#db/queries/customers.ts';
import { customersOfObjects, lockObject, lockObjectsOfCustomer, objectsOfNumbers } from '#db/queries/objects.ts';
import { sitesOf } from '#db/queries/sites-and-contacts.ts';
import { takenBack } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { newServiceObject } from '#domain/objects/service-object.ts';
import { upsertHere } from '../customers/keep-here.ts';
import type { BatchOutcome, BatchTerms, RefusedRow, RowOutcome } from '../import-rows.ts';
import { objectKeeper } from './keeper.ts';

type Orders = Transaction<'orders'>;
type Terms = BatchTerms & { readonly isLast: boolean };

/** The columns that refusals are about. */
const columnOf: Readonly<Record<string, string>> = {
  'number.taken': 'number',
  'number.fixed': 'number',
  'external-id.taken': 'externalId',
  'object.circle': 'parentNumber',
  'object.too-deep': 'parentNumber',
  'object.parent-not-in-use': 'parentNumber',
  'object.site-of-parent': 'siteExternalId',
  'object.parts-in-use': 'active',
  'object.warranty-before-installation': 'warrantyUntil',
};

/**
 * Keeps the batches of one file. A row whose parent is not there yet waits for a row that enters it. In a trial each batch is taken
 * back, and what earlier ones would have entered is entered once more where a row names it.
 */
export function objectImport() {
  const tried = new Map<string, ObjectInFile>();
  return async (t: Orders, rows: readonly ObjectInFile[], terms: Terms): Promise<readonly BatchOutcome[]> => {
    const parents = terms.isTrial ? parentsOf(rows, tried) : [];
    await lockCustomersOf(t, [...parents, ...rows]);
    if (!terms.isTrial) return keepAll(t, rows, terms);
    const outcomes = await takenBack(t, async () => {
      await keepAll(t, parents, terms);
      return keepAll(t, rows, terms);
    });
    for (const [index, row] of rows.entries()) {
      if (outcomes[index] === 'created' && row.number !== undefined) tried.set(row.number, row);
    }
    return outcomes;
  };
}

/** What rows are part of as far as it was entered in a trial, the whole first. */
function parentsOf(rows: readonly ObjectInFile[], tried: ReadonlyMap<string, ObjectInFile>): readonly ObjectInFile[] {
  const parents = new Set<ObjectInFile>();
  const add = ({ parentNumber }: ObjectInFile): void => {
    const parent = tried.get(parentNumber ?? '');
    if (parent === undefined || parents.has(parent)) return;
    add(parent);
    parents.add(parent);
  };
  for (const row of rows) add(row);
  return [...parents];
}

/**
 * Locks the objects of every customer whom rows name, and of whom an object of a row is already, in one order: two files at once do not
 * wait for each other for ever.
 */
async function lockCustomersOf(t: Orders, rows: readonly ObjectInFile[]): Promise<void> {
  const named = await customerIdsOf(
    t,
    rows.map(({ customerExternalId }) => customerExternalId),
  );
  const owners = await customersOfObjects(
    t,
    rows.map(({ externalId }) => externalId),
  );
  const all = new Set([...named.values(), ...owners]);
  for (const customerId of [...all].toSorted()) await lockObjectsOfCustomer(t, customerId);
}

interface Known {
  readonly customers: Awaited<ReturnType<typeof customerIdsOf>>;
  readonly sites: Awaited<ReturnType<typeof sitesOf>>;
}

async function keepAll(t: Orders, rows: readonly ObjectInFile[], terms: Terms): Promise<readonly BatchOutcome[]> {
  const customers = await customerIdsOf(
    t,
    rows.map(({ customerExternalId }) => customerExternalId),
  );
  const sites = await sitesOf(
    t,
    rows.flatMap(({ siteExternalId }) => siteExternalId ?? []),
  );
  const outcomes: BatchOutcome[] = [];
  for (const row of rows) outcomes.push(await keepOne(t, row, { customers, sites }, terms));
  return outcomes;
}

async function keepOne(t: Orders, row: ObjectInFile, known: Known, terms: Terms): Promise<BatchOutcome> {
  const { externalId, customerExternalId, siteExternalId, parentNumber, ...fields } = row;
  const customerId = known.customers.get(customerExternalId);
  if (customerId === undefined) {
    return { code: 'import.unknown-customer', at: 'customerExternalId', params: { externalId: customerExternalId } };
  }
  const site = siteExternalId === undefined ? undefined : known.sites.get(siteExternalId);
  if (siteExternalId !== undefined && site?.customerId !== customerId) {
    return { code: 'import.unknown-site', at: 'siteExternalId', params: { externalId: siteExternalId } };
  }
  const parent = parentNumber === undefined ? undefined : (await objectsOfNumbers(t, [parentNumber])).get(parentNumber);
  if (parentNumber !== undefined && parent?.customerId !== customerId) {
    return parent === undefined && !terms.isLast ? 'later' : unknownParent(parentNumber);
  }
  const change = {
    ...fields,
    ...(site === undefined ? {} : { siteId: site.siteId }),
    ...(parent === undefined ? {} : { parentObjectId: parent.objectId }),
  };
  return save(t, { customerId, externalId, change }, terms);
}

function unknownParent(number: string): RefusedRow {
  return { code: 'import.unknown-parent', at: 'parentNumber', params: { number } };
}

type Change = Omit<ObjectInFile, 'externalId' | 'customerExternalId' | 'siteExternalId' | 'parentNumber'> & {
  readonly siteId?: string;
  readonly parentObjectId?: string;
};

interface Wish {
  readonly customerId: string;
  readonly externalId: string;
  readonly change: Change;
}

async function save(t: Orders, { customerId, externalId, change }: Wish, terms: Terms): Promise<RowOutcome> {
  const before = await lockObject(t, { externalId });
  const make = (number: string) => ({
    ...newServiceObject({ ...change, customerId, number, externalId }),
    ...{ objectId: uuidv7(), version: 1 },
  });
  // A trial takes no number of the series, which would be gone.
  const number = change.number ?? (terms.isTrial ? uuidv7() : undefined);
  const kept = await upsertHere(t, objectKeeper(), { number, externalId, customerId, change, make }, terms.now);
  if (!kept.ok) {
    const at = columnOf[kept.refusal.code];
    return at === undefined ? kept.refusal : { ...kept.refusal, at };
  }
  if (kept.created) return 'created';
  return kept.row.version === before?.version ? 'unchanged' : 'changed';
}
