/** Records that other systems feed in: whatever the order, however often, with gaps that close later. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { FeedSourceData } from '#contracts/http/setup-schemas.ts';
import type { Db } from '#db/connection.ts';
import { searchFeedRecords } from '#db/feed-records.ts';
import { searchCustomers } from '#db/queries/customers.ts';
import { keepSetupValue } from '#db/queries/setup-copy.ts';
import { contactsPage, sitesPage } from '#db/queries/sites-and-contacts.ts';
import { transaction } from '#db/transaction.ts';
import { changeHere, enterHere } from '#transactions/customers/keep-here.ts';
import { customerFeed } from '#transactions/customers/feed.ts';
import { importSites } from '#transactions/customers/import-files.ts';
import { customerKeeper } from '#transactions/customers/keepers.ts';
import { decideConflict, settleOpen } from '#transactions/feed-here.ts';
import { receiveRecord } from '#transactions/feed-records.ts';
import type { FedMessage } from '#transactions/feed-records.ts';
import { newCustomer } from '#domain/customers/customer.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { staff } from '../support/http.ts';

const importer = staff('importer');
const now = '2026-03-02T09:00:00.000Z';
const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;

let database: TestDatabase;
let db: Db<'orders'>;
let version = 0;
let series = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('orders');
});
afterAll(() => database.drop());

const nothing: FeedSourceData['owns'] = { customer: [], site: [], contact: [], technician: [] };
async function source(id: string, owns: Partial<FeedSourceData['owns']>, active = true): Promise<void> {
  const data = { id, name: id, owns: { ...nothing, ...owns }, active };
  version += 1;
  await transaction(db, importer, (t) => keepSetupValue(t, 'feed-source', { id, version, data }));
}
beforeEach(async () => {
  series += 1;
  await source('crm', {
    customer: ['name', 'email', 'billToCustomerId', 'number'],
    site: ['name', 'address', 'timeZone'],
    contact: ['name', 'siteId', 'email'],
  });
  await source('erp', { customer: ['paymentTermsDays'] });
});

async function feed(message: Omit<FedMessage, 'source'> & { readonly source?: string }) {
  const received = await transaction(db, importer, (t) =>
    receiveRecord(t, customerFeed, { source: 'crm', ...message }, now),
  );
  if (!received.ok) throw new Error(received.refusal.code);
  return received;
}
const customer = (id: string, hour: number, record: FedMessage['record'], from = 'crm') =>
  feed({ source: from, kind: 'customer', externalId: `${id}-${series}`, changedAt: at(hour), record });
const rowOf = (id: string) =>
  transaction(db, importer, async (t) => {
    const wish = { ids: null, search: null, active: null, after: null, limit: 1 };
    return (await searchCustomers(t, { ...wish, externalId: `${id}-${series}` }))[0];
  });

/** All that came of some messages, without ids, versions and numbers, which tell the order. */
async function outcomeOf(customers: readonly string[]) {
  return Promise.all(
    customers.map(async (id) => {
      const row = await rowOf(id);
      if (row === undefined) return null;
      return transaction(db, importer, async (t) => {
        const wish = { customerId: row.customerId, externalId: null, after: null, limit: 50 };
        const sites = await sitesPage(t, wish);
        const siteName = new Map(sites.map(({ siteId, name }) => [siteId, name]));
        const contacts = await contactsPage(t, wish);
        const billTo = (
          await searchCustomers(t, { ...wish, ids: [row.billToCustomerId], search: null, active: null })
        )[0];
        return {
          ...{
            name: row.name,
            email: row.email,
            terms: row.paymentTermsDays,
            billTo: billTo?.externalId?.split('-')[0],
          },
          sites: sites.map(({ name, timeZone }) => [name, timeZone]).toSorted(),
          contacts: contacts.map(({ name, siteId }) => [name, siteName.get(siteId ?? '')]).toSorted(),
        };
      });
    }),
  );
}

type Told = readonly [from: string, kind: FedMessage['kind'], id: string, hour: number, record: (n: number) => object];
const story: readonly Told[] = [
  ['crm', 'customer', 'a', 1, () => ({ name: 'First' })],
  ['crm', 'customer', 'a', 3, () => ({ name: 'Third', email: 'a@first.example' })],
  ['crm', 'customer', 'a', 2, (n) => ({ name: 'Second', billToExternalId: `b-${n}` })],
  ['crm', 'customer', 'b', 1, (n) => ({ name: 'Payer', billToExternalId: `a-${n}` })],
  ['erp', 'customer', 'a', 5, () => ({ paymentTermsDays: 14 })],
  ['erp', 'customer', 'a', 4, () => ({ paymentTermsDays: 7 })],
  ['crm', 'site', 's', 1, (n) => ({ customerExternalId: `a-${n}`, name: 'Mill', timeZone: 'Europe/Vienna' })],
  ['crm', 'site', 's', 2, (n) => ({ customerExternalId: `a-${n}`, name: 'Old mill' })],
  ['crm', 'contact', 'p', 1, (n) => ({ customerExternalId: `a-${n}`, siteExternalId: `s-${n}`, name: 'Ada' })],
];

describe('Feeding in', () => {
  test('any order and any repetition of messages ends in the same state', async () => {
    const shuffled = fc.shuffledSubarray([...story, ...story], {
      minLength: story.length * 2,
      maxLength: story.length * 2,
    });
    await fc.assert(
      fc.asyncProperty(shuffled, async (told) => {
        series += 1;
        for (const [from, kind, id, hour, record] of told) {
          const about = { source: from, kind, externalId: `${id}-${series}`, changedAt: at(hour) };
          await feed({ ...about, record: { ...record(series) } });
        }
        expect(await outcomeOf(['a', 'b'])).toEqual([
          {
            ...{ name: 'Third', email: 'a@first.example', terms: 14, billTo: 'a' },
            sites: [['Old mill', null]],
            contacts: [['Ada', 'Old mill']],
          },
          { name: 'Payer', email: null, terms: 30, billTo: 'a', sites: [], contacts: [] },
        ]);
        const open = await transaction(db, importer, (t) =>
          searchFeedRecords(t, { open: true }, { after: undefined, limit: 9 }),
        );
        expect(open).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  test('two of the same at once do it once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => customer('twin', 1, { name: 'Twin' })));
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual([
      'created',
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    expect(await rowOf('twin')).toMatchObject({ version: 1 });
  });

  test('a site and its customer at once find each other', async () => {
    for (const round of [1, 2, 3, 4, 5]) {
      const customerExternalId = `pair${round}-${series}`;
      const site = { kind: 'site', externalId: `of-pair${round}-${series}`, changedAt: at(1) } as const;
      await Promise.all([
        feed({ ...site, record: { name: 'Yard', customerExternalId } }),
        customer(`pair${round}`, 1, { name: 'Pair' }),
      ]);
      expect(await outcomeOf([`pair${round}`])).toMatchObject([{ sites: [['Yard', null]] }]);
    }
  });

  test('a source that is not entered, or heard no more, is refused', async () => {
    await expect(customer('x', 1, { name: 'X' }, 'unheard')).rejects.toThrow('feed.source-unknown');
    await source('crm', {}, false);
    await expect(customer('x', 1, { name: 'X' })).rejects.toThrow('feed.source-unknown');
  });
});

describe('What waits', () => {
  test('for what nobody feeds is applied when a person enters it here', async () => {
    expect(await customer('late', 1, { paymentTermsDays: 10 }, 'erp')).toMatchObject({
      outcome: 'waiting',
      rowId: null,
    });
    const externalId = `late-${series}`;
    const entered = await transaction(db, importer, (t) => {
      const make = (number: string) => ({
        ...newCustomer(crypto.randomUUID(), { name: 'Late', number, externalId }),
        version: 1,
      });
      const withId = (number: string) => {
        const made = make(number);
        return { ...made, customerId: made.billToCustomerId };
      };
      return enterHere(t, customerKeeper, { number: undefined, externalId, make: withId }, now);
    });
    expect(entered).toMatchObject({ ok: true, row: { paymentTermsDays: 10, version: 2 } });
  });

  test('is applied when the set-up gives its source the field', async () => {
    await source('erp', { customer: [] });
    expect(await customer('shy', 1, { name: 'Shy' })).toMatchObject({ outcome: 'created' });
    expect(await customer('shy', 1, { paymentTermsDays: 10 }, 'erp')).toMatchObject({ conflicts: [{ owner: null }] });
    await source('erp', { customer: ['paymentTermsDays'] });
    await transaction(db, importer, (t) => settleOpen(t, customerFeed, now));
    expect(await rowOf('shy')).toMatchObject({ paymentTermsDays: 10 });
  });
});

describe('A conflict', () => {
  const decide = (feedRecordId: string, field: string, keep: 'theirs' | 'ours') =>
    transaction(db, importer, (t) => decideConflict(t, customerFeed, { feedRecordId, field, keep }, now));

  test('about a field that is kept here is settled by taking theirs, or keeping ours until they say something else', async () => {
    const { feedRecordId, conflicts } = await customer('c', 1, { name: 'C', phone: '1', language: 'de' });
    expect(conflicts.map(({ field, owner }) => [field, owner])).toEqual([
      ['phone', null],
      ['language', null],
    ]);
    expect(await decide(feedRecordId, 'phone', 'theirs')).toMatchObject({
      record: { conflicts: [{ field: 'language' }] },
    });
    expect(await decide(feedRecordId, 'language', 'ours')).toMatchObject({ record: { conflicts: [] } });
    expect(await rowOf('c')).toMatchObject({ phone: '1', language: 'en' });
    expect(await decide(feedRecordId, 'language', 'ours')).toMatchObject({ refusal: { code: 'feed.field-settled' } });

    expect(await customer('c', 2, { name: 'C', phone: '1', language: 'de' })).toMatchObject({ conflicts: [] });
    const again = await customer('c', 3, { name: 'C', phone: '1', language: 'fr' });
    expect(again.conflicts).toEqual([{ field: 'language', reason: 'owned', owner: null, ours: 'en', theirs: 'fr' }]);
  });

  test('about another system’s field is for that system', async () => {
    const { feedRecordId, conflicts } = await customer('d', 1, { name: 'D', paymentTermsDays: 3 });
    expect(conflicts).toMatchObject([{ field: 'paymentTermsDays', reason: 'owned', owner: 'erp' }]);
    expect(await decide(feedRecordId, 'paymentTermsDays', 'theirs')).toMatchObject({
      refusal: { code: 'feed.theirs-impossible' },
    });
  });

  test('about a number that is taken keeps the record, and keeping ours enters it with the next one', async () => {
    await customer('e', 1, { name: 'E', number: `N-${series}` });
    const taken = await customer('f', 1, { name: 'F', number: `N-${series}` });
    expect(taken).toMatchObject({ outcome: 'waiting', conflicts: [{ field: 'number', reason: 'taken' }] });
    expect(await rowOf('f')).toBeUndefined();
    await decide(taken.feedRecordId, 'number', 'ours');
    expect(await rowOf('f')).toMatchObject({ name: 'F', number: expect.stringMatching(/^C-\d+$/) });
  });

  test('about a contact’s site of another customer does not move it there', async () => {
    await customer('g', 1, { name: 'G' });
    await customer('h', 1, { name: 'H' });
    const of = (id: string) => ({ customerExternalId: `${id}-${series}` });
    await feed({ kind: 'site', externalId: `gs-${series}`, changedAt: at(1), record: { name: 'G1', ...of('g') } });
    const record = { name: 'Ada', siteExternalId: `gs-${series}`, ...of('h') };
    const answer = await feed({ kind: 'contact', externalId: `hp-${series}`, changedAt: at(1), record });
    expect(answer).toMatchObject({ outcome: 'created', conflicts: [{ field: 'siteId', reason: 'unfit' }] });
  });
});

describe('Here', () => {
  test('a field of a source that feeds the thing is read-only, every other is not, and a file is told by row', async () => {
    await customer('i', 1, { name: 'I' });
    const row = await rowOf('i');
    if (row === undefined) throw new Error('the customer was fed');
    const change = (wish: object) =>
      transaction(db, importer, (t) =>
        changeHere(
          t,
          customerKeeper,
          { id: row.customerId, customerId: null, version: row.version, change: wish },
          now,
        ),
      );
    expect(await change({ name: 'Mine' })).toMatchObject({
      refusal: { code: 'feed.field-owned', params: { field: 'name', source: 'crm' } },
    });
    expect(await change({ name: 'I', phone: '7' })).toMatchObject({ ok: true, row: { phone: '7' } });

    const site = { customerExternalId: `i-${series}`, externalId: `is-${series}` };
    await feed({
      kind: 'site',
      externalId: site.externalId,
      changedAt: at(1),
      record: { name: 'I1', customerExternalId: site.customerExternalId },
    });
    const rows = [
      { ...site, name: 'Mine' },
      { ...site, externalId: `is2-${series}`, name: 'I2' },
    ];
    const outcomes = await transaction(db, importer, (t) => importSites(t, rows, { now, isTrial: false }));
    expect(outcomes).toMatchObject([{ code: 'feed.field-owned', at: 'name' }, 'created']);
  });

  test('changing a field to what a source says closes the conflict about it', async () => {
    const { feedRecordId } = await customer('j', 1, { name: 'J', phone: '9' });
    const row = await rowOf('j');
    if (row === undefined) throw new Error('the customer was fed');
    const wish = { id: row.customerId, customerId: null, version: row.version, change: { phone: '9' } };
    await transaction(db, importer, (t) => changeHere(t, customerKeeper, wish, now));
    const [record] = await transaction(db, importer, (t) =>
      searchFeedRecords(t, { externalId: `j-${series}` }, { after: undefined, limit: 1 }),
    );
    expect(record).toMatchObject({ feedRecordId, conflicts: [] });
  });
});
