import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createInventoryActivities } from '#activities/inventory.ts';
import { inventoryEvents } from '#contracts/events/inventory.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { eventsOf } from '#db/events.ts';
import { ledgerDifferences, listLevels } from '#db/queries/inventory-lists.ts';
import { defaultWarehouseId } from '#db/queries/inventory.ts';
import { lockLevels } from '#db/queries/inventory-stock.ts';
import { transaction } from '#db/transaction.ts';
import { systemClock } from '#platform/clock.ts';
import { saveItem } from '#transactions/inventory/items.ts';
import { receiveStock } from '#transactions/inventory/stock-receipts.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { customerActor, staff } from '../support/http.ts';
import { gate, untilBlocked } from '../support/sessions.ts';

const dispatcher = staff('dispatcher');
const system = serviceActor('inventory');

let database: TestDatabase;
let db: Db<'inventory'>;
let activities: ReturnType<typeof createInventoryActivities>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.connect('inventory', 10);
  activities = createInventoryActivities({ db, clock: systemClock });
});
afterAll(async () => {
  expect(await transaction(db, system, (t) => ledgerDifferences(t, 10))).toEqual([]);
  await database.drop();
});

async function anItem(stock = 0): Promise<string> {
  const wish = { name: 'Pump', unit: 'pcs' };
  const saved = await saveItem(db, dispatcher, { wish, keyed: keyed('item', wish), now: systemClock.now() });
  if (!saved.ok) throw new Error(saved.refusal.code);
  if (stock > 0) await receive(saved.row.itemId, stock);
  return saved.row.itemId;
}

function keyed(route: string, asks: object) {
  return { route, key: randomUUID(), asks };
}

async function receive(itemId: string, quantity: number) {
  const stock = { lines: [{ itemId, quantity }] };
  const received = await receiveStock(db, dispatcher, { stock, at: systemClock.now(), keyed: keyed('receive', stock) });
  if (!received.ok) throw new Error(received.refusal.code);
  return received.receipt;
}

async function levelOf(itemId: string) {
  const [level] = await transaction(db, system, (t) => listLevels(t, { itemId }, { after: undefined, limit: 1 }));
  return { onHand: level?.onHand, reserved: level?.reserved };
}

/** An order with one line, and what it asks for under keys of its own. */
function anOrder(itemId: string, quantity: number) {
  const orderId = randomUUID();
  const lineId = randomUUID();
  const lines = [{ lineId, itemId, quantity }];
  return {
    orderId,
    lineId,
    wants: (orderVersion = 1, change: object = {}) => ({
      key: `${orderId}/set/${orderVersion}`,
      orderId,
      orderVersion,
      lines,
      ...change,
    }),
    uses: (all: boolean, change: object = {}) => ({
      key: `${orderId}/issue`,
      orderId,
      orderVersion: 9,
      lines,
      all,
      ...change,
    }),
  };
}

async function toldOf(orderId: string) {
  const events = await transaction(db, system, (t) => eventsOf(t, orderId));
  expect(events.map((event) => event.version)).toEqual(events.map((_, index) => index + 1));
  return events.map((event) => {
    const [line] = inventoryEvents.reservationsChanged.data.parse(event.data).lines;
    return [line?.reserved, line?.missing, line?.issued];
  });
}

describe('reserving', () => {
  test('what is there is reserved and the rest is missing; asked twice it is done once', async () => {
    const itemId = await anItem(2);
    const order = anOrder(itemId, 5);

    const answers = [await activities.setReservations(order.wants()), await activities.setReservations(order.wants())];

    expect(answers).toEqual([
      { ok: true, result: { lines: [{ lineId: order.lineId, reserved: 2, missing: 3 }] } },
      answers[0],
    ]);
    expect(await levelOf(itemId)).toEqual({ onHand: 2, reserved: 2 });
    expect(await toldOf(order.orderId)).toEqual([[2, 3, 0]]);
  });

  test('an older version of the order is refused', async () => {
    const order = anOrder(await anItem(9), 5);
    await activities.setReservations(order.wants(7));

    expect(await activities.setReservations(order.wants(6))).toEqual({
      ok: false,
      code: 'inventory.stale-version',
      params: { version: 6, seen: 7 },
    });
  });

  test('an unknown item is refused', async () => {
    expect(await activities.setReservations(anOrder(randomUUID(), 1).wants())).toMatchObject({
      code: 'inventory.unknown-item',
    });
  });

  test('a receipt serves who waits, the oldest first, and tells each order', async () => {
    const itemId = await anItem();
    const [first, second] = [anOrder(itemId, 5), anOrder(itemId, 5)];
    await activities.setReservations(first.wants());
    await activities.setReservations(second.wants());

    const receipt = await receive(itemId, 7);

    expect(receipt.servedOrderIds).toEqual([first.orderId, second.orderId].toSorted());
    expect(await toldOf(first.orderId)).toEqual([
      [0, 5, 0],
      [5, 0, 0],
    ]);
    expect(await toldOf(second.orderId)).toEqual([
      [0, 5, 0],
      [2, 3, 0],
    ]);
  });

  test('what an order lets go serves who waits', async () => {
    const itemId = await anItem(5);
    const [first, second] = [anOrder(itemId, 5), anOrder(itemId, 4)];
    await activities.setReservations(first.wants());
    await activities.setReservations(second.wants());

    await activities.setReservations(first.wants(2, { lines: [] }));

    expect(await toldOf(second.orderId)).toEqual([
      [0, 4, 0],
      [4, 0, 0],
    ]);
    expect(await levelOf(itemId)).toEqual({ onHand: 5, reserved: 4 });
  });

  test('taken back, the order wants what it wanted before', async () => {
    const itemId = await anItem(5);
    const order = anOrder(itemId, 3);
    await activities.setReservations(order.wants(1));
    const more = order.wants(2, { lines: [{ lineId: order.lineId, itemId, quantity: 5 }] });
    await activities.setReservations(more);

    await activities.undoSetReservations(more);
    await activities.undoSetReservations(more);

    expect(await levelOf(itemId)).toEqual({ onHand: 5, reserved: 3 });
    expect(await activities.setReservations(more)).toMatchObject({ ok: false, code: 'effect.undone' });
  });

  test('taken back after a newer version set them, the newer ones stand', async () => {
    const itemId = await anItem(5);
    const order = anOrder(itemId, 3);
    await activities.setReservations(order.wants(1));
    await activities.setReservations(order.wants(2));

    await activities.undoSetReservations(order.wants(1));

    expect(await levelOf(itemId)).toEqual({ onHand: 5, reserved: 3 });
  });

  test('taken back before it was done, it is never done', async () => {
    const itemId = await anItem(5);
    const order = anOrder(itemId, 3);
    await activities.undoSetReservations(order.wants());

    expect(await activities.setReservations(order.wants())).toEqual({ ok: false, code: 'effect.undone', params: {} });
    expect(await levelOf(itemId)).toEqual({ onHand: 5, reserved: 0 });
  });
});

describe('issuing', () => {
  test('the whole quantity of a line is issued once, whatever the keys', async () => {
    const itemId = await anItem(9);
    const order = anOrder(itemId, 3);
    await activities.setReservations(order.wants());

    await activities.issueParts(order.uses(false));
    const again = await activities.issueParts(order.uses(true, { key: 'posting of the same' }));

    expect(again).toEqual({ ok: true, result: { lines: [{ lineId: order.lineId, issued: 3, missing: 0 }] } });
    expect(await levelOf(itemId)).toEqual({ onHand: 6, reserved: 0 });
  });

  test('all or nothing is refused with the lines that lack stock, and nothing moved', async () => {
    const itemId = await anItem(2);
    const order = anOrder(itemId, 3);
    await activities.setReservations(order.wants());

    expect(await activities.issueParts(order.uses(true))).toEqual({
      ok: false,
      code: 'inventory.missing-stock',
      params: { lines: order.lineId, count: 1 },
    });
    expect(await levelOf(itemId)).toEqual({ onHand: 2, reserved: 2 });
  });

  test('taken back, the parts are on hand and set aside again', async () => {
    const itemId = await anItem(9);
    const order = anOrder(itemId, 3);
    await activities.setReservations(order.wants());
    await activities.issueParts(order.uses(true));

    await activities.undoIssueParts(order.uses(true));
    await activities.undoIssueParts(order.uses(true));

    expect(await levelOf(itemId)).toEqual({ onHand: 9, reserved: 3 });
    expect(await toldOf(order.orderId)).toEqual([
      [3, 0, 0],
      [0, 0, 3],
      [3, 0, 0],
    ]);
  });
});

describe('at the same time', () => {
  test('orders that want the same items in any order neither deadlock nor share a part', async () => {
    const items = await Promise.all([anItem(10), anItem(10), anItem(10)]);
    const orders = Array.from({ length: 30 }, (_, index) => {
      const orderId = randomUUID();
      const wanted = index % 2 === 0 ? items : items.toReversed();
      return {
        key: randomUUID(),
        orderId,
        orderVersion: 1,
        lines: wanted.map((itemId) => ({ lineId: randomUUID(), itemId, quantity: 1 })),
      };
    });

    const answers = await Promise.all([
      ...orders.map((order) => activities.setReservations(order)),
      ...items.map((itemId) => receive(itemId, 5).then(() => undefined)),
      ...orders.slice(0, 10).map((order) => activities.undoSetReservations({ ...order })),
    ]);

    expect(answers.filter((answer) => answer?.ok === true).length).toBeGreaterThanOrEqual(20);
    for (const itemId of items) {
      const { onHand = 0, reserved = 0 } = await levelOf(itemId);
      expect(onHand).toBe(15);
      expect(reserved).toBeLessThanOrEqual(onHand);
    }
  });

  test('a reservation waits for one of the same item and for no other', async () => {
    const [held, other] = [await anItem(5), await anItem(5)];
    const [locked, end] = [gate(), gate()];
    const holding = transaction(db, system, async (t) => {
      await lockLevels(t, await defaultWarehouseId(t), [held]);
      locked.open();
      await end.opened;
    });
    await locked.opened;

    const waiting = activities.setReservations(anOrder(held, 1).wants());
    await untilBlocked(database, 1);
    expect(await activities.setReservations(anOrder(other, 1).wants())).toMatchObject({ ok: true });

    end.open();
    await holding;
    expect(await waiting).toMatchObject({ ok: true });
  });

  test('effect and compensation of one key at once leave nothing behind', async () => {
    const itemId = await anItem(5);
    const orders = Array.from({ length: 10 }, () => anOrder(itemId, 1));

    await Promise.all(
      orders.flatMap((order) => [
        activities.setReservations(order.wants()),
        activities.undoSetReservations(order.wants()),
      ]),
    );

    expect(await levelOf(itemId)).toEqual({ onHand: 5, reserved: 0 });
  });
});

test('a customer sees nothing of the stock', async () => {
  await anItem(5);

  const seen = await transaction(db, customerActor(randomUUID()), (t) =>
    t.selectFrom('stockLevels').selectAll().execute(),
  );

  expect(seen).toEqual([]);
});

test('the working role cannot change a movement', async () => {
  await anItem(5);

  await expect(
    transaction(db, system, (t) => t.updateTable('stockMovements').set({ quantity: 1 }).execute()),
  ).rejects.toThrow(/permission denied/);
});
