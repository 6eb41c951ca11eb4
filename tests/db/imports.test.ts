/** Batches of rows from files: one outcome for each, by the rules of single saves, and the same again changes nothing. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Db } from '#db/connection.ts';
import { findEntry } from '#db/queries/setup.ts';
import { transaction } from '#db/transaction.ts';
import type { BatchTerms, RowOutcome } from '#transactions/import-rows.ts';
import { importContacts, importCustomers, importSites } from '#transactions/customers/import-files.ts';
import { importStock } from '#transactions/inventory/import-stock.ts';
import { importItems, importWarehouses } from '#transactions/inventory/items.ts';
import { importPrices } from '#transactions/invoicing/import-prices.ts';
import { importEntries } from '#transactions/setup/import-entries.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { staff } from '../support/http.ts';
import { arriveCompany } from '../support/invoicing.ts';

const importer = staff('importer');
const terms: BatchTerms = { now: '2026-03-02T09:00:00.000Z', isTrial: false };
const trial: BatchTerms = { ...terms, isTrial: true };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const codes = (outcomes: readonly RowOutcome[]) =>
  outcomes.map((outcome) => (typeof outcome === 'string' ? outcome : outcome.code));

async function eventCount(db: Db<'orders'>): Promise<number> {
  const { rows } = await transaction(db, importer, (t) =>
    sql<{ count: number }>`select count(*)::integer as count from events`.execute(t),
  );
  return rows[0]?.count ?? 0;
}

describe('Customers', () => {
  let db: Db<'orders'>;
  const customers = (rows: Parameters<typeof importCustomers>[1], how = terms, planned = new Map<string, string>()) =>
    transaction(db, importer, async (t) => codes(await importCustomers(t, rows, how, planned)));
  beforeAll(() => {
    db = database.connect('orders');
  });

  test('are entered, changed and left alone, each with its event, and a bad row stops no other', async () => {
    const first = { externalId: 'a-1', name: 'One', number: 'C-1' };
    expect(await customers([first, { externalId: 'a-2', name: 'Two' }])).toEqual(['created', 'created']);
    const before = await eventCount(db);
    const again = [
      first,
      { externalId: 'a-2', name: 'Two of them' },
      { externalId: 'a-3', name: 'Three', number: 'C-1' },
      { ...first, externalId: 'a-4', number: 'C-4' },
      { externalId: 'a-2', name: 'Two', number: 'C-9' },
    ];
    expect(await customers(again.slice(0, 4))).toEqual(['unchanged', 'changed', 'number.taken', 'created']);
    expect(await eventCount(db)).toBe(before + 2);
    expect(await customers(again.slice(4))).toEqual(['number.fixed']);
  });

  test('may be billed to an earlier row of the same batch, and not to one that was refused', async () => {
    const rows = [
      { externalId: 'b-1', name: 'Payer' },
      { externalId: 'b-2', name: 'Served', billToExternalId: 'b-1' },
      { externalId: 'b-3', name: 'Served by the served', billToExternalId: 'b-2' },
      { externalId: 'b-4', name: 'Refused', number: 'C-1' },
      { externalId: 'b-5', name: 'Left over', billToExternalId: 'b-4' },
      { externalId: 'b-6', name: 'Too early', billToExternalId: 'b-7' },
      { externalId: 'b-7', name: 'Pays itself', billToExternalId: 'b-7' },
    ];
    const expected = ['created', 'created', 'created', 'number.taken', 'import.unknown-customer'];
    const all = [...expected, 'import.unknown-customer', 'created'];
    expect(await customers(rows, trial)).toEqual(all);
    expect(await customers(rows)).toEqual(all);
    const payers = sql<{ served: string; payer: string }>`
      select s.external_id as served, p.external_id as payer from customers s
      join customers p on p.customer_id = s.bill_to_customer_id
      where s.external_id in ('b-2', 'b-3', 'b-7') order by 1`;
    const { rows: billed } = await transaction(db, importer, (t) => payers.execute(t));
    expect(billed).toEqual([
      { served: 'b-2', payer: 'b-1' },
      { served: 'b-3', payer: 'b-2' },
      { served: 'b-7', payer: 'b-7' },
    ]);
  });

  test('of a dry run are not written, and later batches may name them', async () => {
    const planned = new Map<string, string>();
    const before = await eventCount(db);
    expect(await customers([{ externalId: 'c-1', name: 'One' }], trial, planned)).toEqual(['created']);
    const billed = [{ externalId: 'c-2', name: 'Two', billToExternalId: 'c-1' }];
    expect(await customers(billed, trial, planned)).toEqual(['created']);
    expect(await eventCount(db)).toBe(before);
    expect(await customers(billed)).toEqual(['import.unknown-customer']);
  });

  test('that two files bring at once are entered once', async () => {
    const rows = Array.from({ length: 50 }, (_, index) => ({ externalId: `d-${index}`, name: 'Twice' }));
    const outcomes = (await Promise.all([customers(rows), customers(rows)])).flat();
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(50);
    expect(outcomes.every((outcome) => ['created', 'changed', 'unchanged'].includes(outcome))).toBe(true);
  });

  test('have sites and contacts by external ids; a site of another customer is refused', async () => {
    await customers(['e-1', 'e-2'].map((externalId) => ({ externalId, name: externalId })));
    const site = { externalId: 'e-1-s', customerExternalId: 'e-1', name: 'Hall', timeZone: 'Europe/Vienna' };
    const sites = [site, { ...site, externalId: 'e-x', customerExternalId: 'e-0' }];
    const wrong = { ...site, externalId: 'e-y', timeZone: 'Europe/Nowhere' };
    const bring = () => transaction(db, importer, async (t) => codes(await importSites(t, [...sites, wrong], terms)));
    expect(await bring()).toEqual(['created', 'import.unknown-customer', 'reference.unknown']);
    expect(await bring()).toEqual(['unchanged', 'import.unknown-customer', 'reference.unknown']);
    const contact = { externalId: 'e-p', customerExternalId: 'e-1', siteExternalId: 'e-1-s', name: 'Bo' };
    const contacts = [contact, { ...contact, externalId: 'e-q', customerExternalId: 'e-2' }];
    const outcomes = await transaction(db, importer, (t) => importContacts(t, contacts, terms));
    expect(codes(outcomes)).toEqual(['created', 'import.unknown-site']);
  });
});

describe('Items and stock', () => {
  test('come in once; a unit stays once stock is counted in it', async () => {
    const db = database.connect('inventory');
    const items = (rows: Parameters<typeof importItems>[1], how = terms) =>
      transaction(db, importer, async (t) => codes(await importItems(t, rows, how)));
    const pump = { externalId: 'pump', number: 'X-1', name: 'Pump', unit: 'pcs' };
    const hose = { externalId: 'hose', name: 'Hose', unit: 'm' };
    expect(await items([pump, hose], trial)).toEqual(['created', 'created']);
    expect(await items([pump, hose])).toEqual(['created', 'created']);
    const stock = (how = terms) =>
      transaction(db, importer, async (t) => {
        const rows = [
          { itemNumber: 'X-1', quantity: 3, reference: 'Opening' },
          { itemNumber: 'X-9', quantity: 3, reference: 'Opening' },
          { itemNumber: 'X-1', quantity: 3, reference: 'Opening', warehouseNumber: 'NONE' },
        ];
        return codes(await importStock(t, rows, { ...how, principal: importer.principal }));
      });
    const refused = ['import.unknown-item', 'import.unknown-warehouse'];
    expect(await stock(trial)).toEqual(['created', ...refused]);
    expect(await stock()).toEqual(['created', ...refused]);
    expect(await stock()).toEqual(['unchanged', ...refused]);
    const changed = [
      { ...pump, unit: 'kg' },
      { ...hose, unit: 'km' },
      { externalId: 'twin', number: 'X-1', name: 'Twin', unit: 'pcs' },
      { externalId: 'belt', name: 'Belt', unit: 'pcs', groupId: 'nowhere' },
    ];
    const outcomes = ['inventory.unit-fixed', 'changed', 'inventory.number-taken', 'inventory.group-unknown'];
    expect(await items(changed)).toEqual(outcomes);
    const warehouses = async (name: string) =>
      transaction(db, importer, async (t) => codes(await importWarehouses(t, [{ number: 'VAN', name }], terms)));
    expect([await warehouses('Van'), await warehouses('Van'), await warehouses('Other')].flat()).toEqual([
      'created',
      'unchanged',
      'inventory.number-taken',
    ]);
  });
});

describe('Prices', () => {
  test('of the same kind, scope and day get their new amount', async () => {
    const db = database.connect('invoicing');
    await arriveCompany(db);
    const itemId = '00000000-0000-4000-8000-000000000001';
    const things = { items: new Map([['P-1', itemId]]), technicians: new Map<string, string>() };
    const row = { kind: 'price', lineType: 'item', itemNumber: 'P-1', validFrom: '2026-01-01', amount: '5,5' } as const;
    const prices = (amount: string) =>
      transaction(db, importer, async (t) => {
        const rows = [
          { ...row, amount },
          { ...row, itemNumber: 'P-2' },
          { ...row, itemNumber: undefined },
          { ...row, validFrom: '2026-02-01', amount: '1.234' },
        ];
        return codes(await importPrices(t, rows, things, terms));
      });
    const refused = ['import.unknown-item', 'price-entry.scope', 'import.amount'];
    expect(await prices('5,5')).toEqual(['created', ...refused]);
    expect(await prices('5.50')).toEqual(['unchanged', ...refused]);
    expect(await prices('6')).toEqual(['changed', ...refused]);
  });
});

describe('Entries of the set-up', () => {
  test('are published in versions, and refused where they name what is not there', async () => {
    const db = database.connect('gateway');
    const priority = (rank: number) => ({ id: 'soon', data: { name: 'Soon', rank, active: true } });
    const bring = (rank: number, how = terms) =>
      transaction(db, importer, async (t) =>
        codes(await importEntries(t, importer, { kind: 'priority', rows: [priority(rank)] }, how)),
      );
    expect(await bring(7, trial)).toEqual(['created']);
    expect([await bring(7), await bring(7), await bring(8)].flat()).toEqual(['created', 'unchanged', 'changed']);
    const data = { name: 'Type', stageModelId: 'standard', priorityId: 'never', slaPolicyId: null, active: true };
    const types = await transaction(db, importer, (t) =>
      importEntries(t, importer, { kind: 'order-type', rows: [{ id: 'type', data }] }, terms),
    );
    expect(codes(types)).toEqual(['setup.reference-unknown']);
  });

  test('keep what a file has no column for, such as the lines of an order type', async () => {
    const db = database.connect('gateway');
    const lines = [{ type: 'fee' as const, category: 'call-out', plannedQuantity: 1 }];
    const category = { name: 'Call-out charge', lineTypes: ['fee' as const], active: true };
    const type = { name: 'Type', stageModelId: 'standard', priorityId: 'soon', slaPolicyId: null, active: true };
    const bring = (name: string, more: object = {}) =>
      transaction(db, importer, async (t) => {
        const soon = { id: 'soon', data: { name: 'Soon', rank: 8, active: true } };
        await importEntries(t, importer, { kind: 'priority', rows: [soon] }, terms);
        await importEntries(t, importer, { kind: 'category', rows: [{ id: 'call-out', data: category }] }, terms);
        const rows = [{ id: 'inspection', data: { ...type, name, ...more } }];
        return codes(await importEntries(t, importer, { kind: 'order-type', rows }, terms));
      });

    expect([await bring('Inspection', { lines }), await bring('Yearly inspection')].flat()).toEqual([
      'created',
      'changed',
    ]);
    const kept = await transaction(db, importer, (t) => findEntry(t, 'order-type', 'inspection'));
    expect(kept?.data).toMatchObject({ name: 'Yearly inspection', lines });
  });
});
