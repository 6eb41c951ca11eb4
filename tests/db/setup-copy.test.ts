/** The copy of the set-up that a service keeps, while others read it. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { companyId } from '#domain/setup/company.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { findCompany } from '#db/queries/invoicing.ts';
import { keepSetupValue, setupValue } from '#db/queries/setup-copy.ts';
import { transaction } from '#db/transaction.ts';
import { seedPriceLists } from '#transactions/invoicing/seed-price-lists.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';

let database: TestDatabase;
let db: Db<'invoicing'>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('invoicing', 2);
});
afterAll(() => database.drop());

test('whoever keeps an entry reads what it kept, although somebody asked for it at the same moment', async () => {
  const data = { id: companyId, currency: 'EUR', timeZone: 'Europe/Berlin' };
  const isSeeded = await transaction(db, systemActor('test'), async (t) => {
    await keepSetupValue(t, 'company', { id: companyId, version: 1, data });
    expect(await findCompany(db)).toBeUndefined();
    expect((await setupValue(t, 'company', companyId))?.version).toBe(1);
    return seedPriceLists(t, '2026-03-01T09:00:00.000Z');
  });
  expect(isSeeded).toBe(true);
});
