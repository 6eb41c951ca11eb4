import { afterAll, beforeAll, expect, test } from 'vitest';

import { orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';
import type { OrderSeriesView } from '#contracts/http/service-orders-series.ts';
import type { Customer } from '#contracts/http/customer-schemas.ts';
import { eventsOf } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { nextOrderNumber } from '#db/queries/service-orders.ts';
import { nextRequestNumber } from '#db/queries/requests.ts';
import { companyId } from '#domain/setup/company.ts';
import { seriesNames } from '#domain/service-orders/number-series.ts';
import type { SeriesName } from '#domain/service-orders/number-series.ts';
import { staff } from '#tests/support/http.ts';
import { aCustomer, bodyOf, posted, startOrdersDoors } from '#tests/support/orders-doors.ts';
import type { OrdersDoors } from '#tests/support/orders-doors.ts';

let doors: OrdersDoors;
beforeAll(async () => {
  doors = await startOrdersDoors({ withSetup: false });
});
afterAll(() => doors.stop());

const administrator = staff('administrator');
const path = (series: SeriesName) => `/v1/number-series/${series}`;
const read = async (series: SeriesName) =>
  bodyOf<OrderSeriesView>(await doors.http.send(path(series), { as: staff('viewer') }), 200);
const move = (series: SeriesName, version: number, json: object, as = administrator) =>
  doors.http.send(path(series), { method: 'PUT', as, json, headers: { 'if-match': `"${version}"` } });

test('every series says what its next number is, and the list has them all', async () => {
  const { items } = orderSeriesRoutes.list.responses[200].schema.parse(
    (await doors.http.send('/v1/number-series', { as: staff('technician') })).json(),
  );
  expect(items.map(({ series }) => series)).toEqual(seriesNames);
  const { prefix, nextNumber } = await read('customers');
  expect((await aCustomer(doors)).number).toBe(`${prefix}${nextNumber}`);
});

test('numbers go on where an earlier system ended, of orders and requests as well', async () => {
  expect(bodyOf(await move('service-orders', 0, { prefix: 'A27-', nextNumber: 5_000 }), 200)).toEqual({
    ...{ series: 'service-orders', version: 1, prefix: 'A27-', nextNumber: 5_000 },
  });
  expect(bodyOf(await move('requests', 0, { prefix: 'R-', nextNumber: 900_000 }), 200)).toMatchObject({ version: 1 });

  const given = await transaction(doors.db, administrator, async (t) => [
    await nextOrderNumber(t),
    await nextOrderNumber(t),
    await nextRequestNumber(t),
  ]);
  expect(given).toEqual(['A27-5000', 'A27-5001', 'R-900000']);
  expect(await read('service-orders')).toMatchObject({ prefix: 'A27-', nextNumber: 5_002 });
  const events = await transaction(doors.db, administrator, (t) => eventsOf(t, `${companyId}/service-orders`));
  expect(events).toMatchObject([{ type: 'number-series.changed', data: { prefix: 'A27-', nextNumber: 5_000 } }]);
});

test('a series never goes back, nor to numbers that somebody bears', async () => {
  const { prefix, nextNumber } = await read('contacts');
  expect((await move('contacts', 0, { prefix, nextNumber: nextNumber - 1 })).problem()).toMatchObject({
    code: 'number-series.back',
    detail: `The next number under ${prefix} is ${nextNumber} or a later one.`,
  });
  const byHand = posted(administrator, { name: 'From elsewhere', number: 'K-7000' });
  bodyOf<Customer>(await doors.http.send('/v1/customers', byHand), 201);
  const { version } = await read('customers');
  expect((await move('customers', version, { prefix: 'K-', nextNumber: 7_000 })).problem().code).toBe(
    'number-series.back',
  );
  expect((await move('customers', version, { prefix: 'K-', nextNumber: 7_001 })).status).toBe(200);
  expect((await aCustomer(doors)).number).toBe('K-7001');
});

test('while a series moves, everybody who is entered gets a number of the one place or of the other, once', async () => {
  const { version } = await read('customers');
  const entering = Array.from({ length: 24 }, () => aCustomer(doors));
  const moved = move('customers', version, { prefix: 'M-', nextNumber: 1 });
  const numbers = (await Promise.all([...entering, ...Array.from({ length: 8 }, () => aCustomer(doors))])).map(
    ({ number }) => number,
  );
  expect((await moved).status).toBe(200);
  expect(new Set(numbers).size).toBe(32);
  expect(numbers.filter((number) => !/^[KM]-\d+$/.test(number))).toEqual([]);
});

test('a change is of a version, by administrators, and of letters that stand in addresses', async () => {
  const wanted = { prefix: 'X-', nextNumber: 1 };
  expect((await move('sites', 3, wanted)).problem().code).toBe('request.version-stale');
  expect((await move('sites', 0, wanted, staff('billing'))).status).toBe(403);
  for (const prefix of ['', '27', 'A/', '=A', 'A B-']) {
    expect((await move('sites', 0, { prefix, nextNumber: 1 })).problem().code).toBe('request.invalid');
  }
  expect((await read('sites')).version).toBe(0);
});
