/**
 * The books of one warehouse in one transaction: whatever happens to stock or claims is written here, what became free is
 * handed to whoever waits longest, and every order and level that changed tells so in an event.
 */
import { v7 as uuidv7 } from 'uuid';

import { inventoryEvents } from '#contracts/events/inventory.ts';
import { appendEvents, eventOf } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import {
  claimsOf,
  ensureReservingOrder,
  insertMovements,
  lockReservingOrders,
  saveClaims,
  updateLevels,
  updateReservingOrders,
  waitingClaims,
} from '#db/queries/inventory-stock.ts';
import type { ReservingOrder, StockLevel, StockMovement } from '#db/queries/inventory-stock.ts';
import type { Transaction } from '#db/transaction.ts';
import { missingOf, serveWaiting } from '#domain/inventory/reservations.ts';
import type { Reservation } from '#domain/inventory/reservations.ts';
import { addQuantities, subtractQuantity } from '#domain/shared/quantity.ts';

type Tx = Transaction<'inventory'>;

export type Movement = Pick<StockMovement, 'itemId' | 'kind' | 'quantity' | 'orderId' | 'lineId' | 'receiptId'>;

/** What happened, decided under the locks of `levels` (and of the order's gate where there is an order). */
export interface StockChange {
  readonly warehouseId: string;
  /** Of every item that is moved or claimed, as they were locked. */
  readonly levels: readonly StockLevel[];
  readonly movements: readonly Movement[];
  /** The order whose claims are changed; null when stock only comes in. */
  readonly order: {
    readonly orderId: string;
    readonly before: readonly Reservation[];
    readonly after: readonly Reservation[];
    /** Which order version set them now, and under which key; undefined when they were not set anew. */
    readonly set?: { readonly orderVersion: number; readonly by: string | null };
  } | null;
  readonly at: string;
  readonly principal: string;
}

export interface Settled {
  /** The levels afterwards. */
  readonly levels: readonly StockLevel[];
  /** All claims of the order afterwards; of none without an order. */
  readonly claims: readonly Reservation[];
  /** Other orders that waited and got something. */
  readonly servedOrderIds: readonly string[];
}

/** Writes a change and what follows from it. */
export async function settle(t: Tx, change: StockChange): Promise<Settled> {
  const { warehouseId, order } = change;
  const book = createBook(change.levels);
  const stockEvents = await writeMovements(t, change, book);
  const changed = order === null ? [] : changedClaims(order.before, order.after);
  if (order !== null) {
    await ensureReservingOrder(t, order.orderId, order.set?.orderVersion ?? 0);
    await saveClaims(t, warehouseId, changed);
    for (const claim of changed) {
      const was = order.before.find((each) => isSameClaim(each, claim));
      book.reserve(claim.itemId, subtractQuantity(claim.reserved, was?.reserved ?? 0));
    }
  }
  const served = await serve(t, warehouseId, book);
  await updateLevels(t, book.changedLevels());
  const orderIds = new Set([...changed, ...served].map((claim) => claim.orderId));
  const { events, claims } = await tellOrders(t, change, orderIds);
  await appendEvents(t, [...stockEvents, ...events]);
  const own = order?.orderId;
  if (own !== undefined) orderIds.delete(own);
  return {
    levels: book.levels(),
    claims: claims.filter((claim) => claim.orderId === own),
    servedOrderIds: [...orderIds].sort(),
  };
}

/** The levels while a transaction changes them. */
function createBook(locked: readonly StockLevel[]) {
  const levels = new Map(locked.map((level) => [level.itemId, level]));
  const levelOf = (itemId: string): StockLevel => {
    const level = levels.get(itemId);
    if (level === undefined) throw new Error(`the stock level of item ${itemId} was not locked`);
    return level;
  };
  return {
    levels: () => [...levels.values()],
    changedLevels: () => [...levels.values()].filter((level) => !locked.includes(level)),
    move(itemId: string, quantity: number): StockLevel {
      const level = levelOf(itemId);
      const moved = { ...level, version: level.version + 1, onHand: addQuantities(level.onHand, quantity) };
      levels.set(itemId, moved);
      return moved;
    },
    reserve(itemId: string, quantity: number): void {
      if (quantity === 0) return;
      const level = levelOf(itemId);
      levels.set(itemId, { ...level, reserved: addQuantities(level.reserved, quantity) });
    },
  };
}
type Book = ReturnType<typeof createBook>;

/** On hand and not set aside, of every item of which there is any. */
export function freeStock(levels: readonly StockLevel[]): readonly { itemId: string; quantity: number }[] {
  return levels
    .map(({ itemId, onHand, reserved }) => ({ itemId, quantity: subtractQuantity(onHand, reserved) }))
    .filter((free) => free.quantity > 0);
}

async function writeMovements(t: Tx, change: StockChange, book: Book): Promise<NewEvent[]> {
  const { warehouseId, at, principal } = change;
  const rows = change.movements.map((movement) => ({
    movementId: uuidv7(),
    warehouseId,
    occurredAt: at,
    principal,
    ...movement,
  }));
  await insertMovements(t, rows);
  return change.movements.map((movement) =>
    movementEvent(change, movement, book.move(movement.itemId, movement.quantity)),
  );
}

function movementEvent({ warehouseId, at }: StockChange, movement: Movement, level: StockLevel): NewEvent {
  const { itemId, quantity, orderId, lineId, receiptId } = movement;
  const facts = { aggregateId: level.stockId, version: level.version, occurredAt: at, customerId: null };
  const data = { itemId, warehouseId, quantity, onHand: level.onHand };
  if (receiptId !== null) return eventOf(inventoryEvents.stockReceived, { ...facts, data: { ...data, receiptId } });
  if (orderId === null || lineId === null) throw new Error(`a movement of item ${itemId} belongs to nothing`);
  const spec = movement.kind === 'issued' ? inventoryEvents.stockIssued : inventoryEvents.stockReturned;
  return eventOf(spec, { ...facts, data: { ...data, orderId, lineId } });
}

/** Hands out what is free; the claims that got something are written. */
async function serve(t: Tx, warehouseId: string, book: Book): Promise<readonly Reservation[]> {
  const free = freeStock(book.levels());
  const waiting = await waitingClaims(t, warehouseId, free);
  const served = free.flatMap(({ itemId, quantity }) =>
    serveWaiting(
      quantity,
      waiting.filter((claim) => claim.itemId === itemId),
    ),
  );
  for (const claim of served) {
    const was = waiting.find((each) => isSameClaim(each, claim));
    book.reserve(claim.itemId, subtractQuantity(claim.reserved, was?.reserved ?? 0));
  }
  await saveClaims(t, warehouseId, served);
  return served;
}

/** Raises the version of each order that changed, by id, and says what it has now. */
async function tellOrders(
  t: Tx,
  { order, at }: StockChange,
  orderIds: ReadonlySet<string>,
): Promise<{ events: NewEvent[]; claims: readonly Reservation[] }> {
  const ids = [...new Set([...orderIds, ...(order === null ? [] : [order.orderId])])].sort();
  const rows = (await lockReservingOrders(t, ids)).map((row): ReservingOrder => {
    const set = row.orderId === order?.orderId ? order.set : undefined;
    const version = orderIds.has(row.orderId) ? row.version + 1 : row.version;
    return { ...row, version, orderVersion: set?.orderVersion ?? row.orderVersion, setBy: set ? set.by : row.setBy };
  });
  await updateReservingOrders(t, rows);
  const claims = await claimsOf(t, ids);
  const events = rows
    .filter((row) => orderIds.has(row.orderId))
    .map((row) =>
      eventOf(inventoryEvents.reservationsChanged, {
        aggregateId: row.orderId,
        version: row.version,
        occurredAt: at,
        customerId: null,
        data: {
          orderId: row.orderId,
          orderVersion: row.orderVersion,
          lines: linesOf(claims.filter((claim) => claim.orderId === row.orderId)),
        },
      }),
    );
  return { events, claims };
}

/** Every line that was ever claimed, so that a reader who missed a release is told 0; what a line wants now comes last. */
function linesOf(claims: readonly Reservation[]) {
  return claims
    .filter((claim) => claim.wanted > 0 || claim.issued > 0 || !isReplaced(claim, claims))
    .toSorted((a, b) => Number(a.wanted > 0) - Number(b.wanted > 0))
    .map((claim) => {
      const { lineId, itemId, wanted, reserved, issued } = claim;
      return { lineId, itemId, wanted, reserved, missing: missingOf(claim), issued };
    });
}

/** True when the line wants or has another item. */
function isReplaced({ lineId, itemId }: Reservation, claims: readonly Reservation[]): boolean {
  return claims.some((other) => other.lineId === lineId && other.itemId !== itemId && other.wanted + other.issued > 0);
}

function changedClaims(before: readonly Reservation[], after: readonly Reservation[]): readonly Reservation[] {
  return after.filter((claim) => {
    const was = before.find((each) => isSameClaim(each, claim));
    return (
      was === undefined ||
      was.wanted !== claim.wanted ||
      was.reserved !== claim.reserved ||
      was.issued !== claim.issued ||
      was.place !== claim.place
    );
  });
}

function isSameClaim(a: Reservation, b: Reservation): boolean {
  return a.orderId === b.orderId && a.lineId === b.lineId && a.itemId === b.itemId;
}
