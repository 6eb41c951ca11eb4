import { expect, test } from 'vitest';

import { orderOfSales, withReference } from '#domain/service-orders/sales-order.ts';

const before = { orderId: 'order', number: 'SO-1', customerId: 'customer' };

test('a sales order makes one service order: who asks again gets the first', () => {
  expect(orderOfSales(undefined, 'customer')).toMatchObject({ before: null });
  expect(orderOfSales(before, 'customer')).toMatchObject({ before });
});

test('a sales order of one customer makes no order of another', () => {
  expect(orderOfSales(before, 'other')).toMatchObject({
    refusal: { code: 'order.sales-order-of-other', params: { order: 'SO-1' } },
  });
});

test('an object keeps the number of the sales order that it came with, unless something else is said of it', () => {
  const objects = [
    { objectId: 'oven', reference: null },
    { objectId: 'lift', reference: 'Hall 2' },
  ];
  expect(withReference(objects, '4711').map(({ reference }) => reference)).toEqual(['4711', 'Hall 2']);
});
