/**
 * What orders ask of inventory: bringing their reservations to the whole wanted set, issuing parts, and taking either back.
 * Each is done once under its key, and never after its compensation. A refusal is kept under the key too.
 *
 * Locks are taken in one order: the effect's key, the order's gate, levels by item, reserving orders by id.
 */
import { refusedEffect } from '#contracts/workflows/effects.ts';
import type {
  EffectAnswer,
  EffectInput,
  IssuePartsInput,
  RefusedEffect,
  SetReservationsInput,
} from '#contracts/workflows/effects.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { once, undoOnce } from '#db/effects.ts';
import { defaultWarehouseId, unknownItems } from '#db/queries/inventory.ts';
import { claimsOf, lockLevels, lockOrderGate, takePlaces } from '#db/queries/inventory-stock.ts';
import type { ReservingOrder, StockLevel } from '#db/queries/inventory-stock.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { issueParts as decideIssue, returnParts } from '#domain/inventory/issue.ts';
import type { IssuedPart, LineIssue } from '#domain/inventory/issue.ts';
import { missingOf, wantAsBefore, wantExactly } from '#domain/inventory/reservations.ts';
import type { PartsWanted, Reservation, WantedBefore } from '#domain/inventory/reservations.ts';
import type { Refusal } from '#domain/shared/decision.ts';
import { addQuantities } from '#domain/shared/quantity.ts';
import { freeStock, settle } from './stock-book.ts';
import type { Movement } from './stock-book.ts';

type Tx = Transaction<'inventory'>;

/** What is kept under an effect's key: its refusal, or its result with what its compensation needs. */
type Kept<Result, Memory> = { readonly ok: true; readonly result: Result; readonly memory: Memory } | RefusedEffect;

interface Asked {
  readonly t: Tx;
  readonly actor: Actor;
  readonly now: string;
}

type KeptReservations = Kept<
  { readonly lines: readonly { lineId: string; reserved: number; missing: number }[] },
  readonly WantedBefore[]
>;
type KeptIssue = Kept<
  { readonly lines: readonly { lineId: string; issued: number; missing: number }[] },
  readonly IssuedPart[]
>;

/**
 * Brings the order's reservations to the wanted set. A shortage is no refusal. Refused with `inventory.stale-version` when
 * a newer order version has set them, with `inventory.unknown-item`, or with `effect.undone`.
 */
export function setReservations(
  db: Db<'inventory'>,
  actor: Actor,
  input: SetReservationsInput,
  now: string,
): Promise<EffectAnswer<'setReservations'>> {
  return transaction(db, actor, async (t) => {
    const done = await once(t, input.key, 'setReservations', () => reserve({ t, actor, now }, input));
    return done.ok ? answerOf(done.result) : refusedEffect(done.refusal);
  });
}

async function reserve({ t, actor, now }: Asked, input: SetReservationsInput): Promise<KeptReservations> {
  const { key, orderId, orderVersion, lines } = input;
  const order = await lockOrderGate(t, orderId);
  if (order !== undefined && orderVersion < order.orderVersion) {
    return refusedEffect({
      code: 'inventory.stale-version',
      params: { version: orderVersion, seen: order.orderVersion },
    });
  }
  const claimed = await claimedItems(t, order);
  const refusal = await unknownItem(t, claimed, lines);
  if (refusal !== undefined) return refusedEffect(refusal);
  const { warehouseId, levels, claims } = await lockBooks(t, order, [...claimed, ...lines.map((line) => line.itemId)]);
  const after = wantExactly(orderId, claims, lines, await placesFor(t, lines, claims));
  const settled = await settle(t, {
    warehouseId,
    levels,
    movements: [],
    order: { orderId, before: claims, after, set: { orderVersion, by: key } },
    at: now,
    principal: actor.principal,
  });
  const result = { lines: lines.map((line) => lineOf(settled.claims, line)) };
  const memory = claims.map(({ lineId, itemId, wanted, place }) => ({ lineId, itemId, wanted, place }));
  return { ok: true, result, memory };
}

/** Takes a setting back: the order wants what it wanted before, unless its reservations were set anew since. */
export async function undoSetReservations(
  db: Db<'inventory'>,
  actor: Actor,
  { key, orderId }: EffectInput,
  now: string,
): Promise<void> {
  await transaction(db, actor, (t) =>
    undoOnce<KeptReservations>(t, key, 'setReservations', async (kept) => {
      const order = await lockOrderGate(t, orderId);
      if (!kept.ok || order?.setBy !== key) return;
      const { warehouseId, levels, claims } = await lockBooks(t, order, await claimedItems(t, order));
      await settle(t, {
        warehouseId,
        levels,
        movements: [],
        order: {
          orderId,
          before: claims,
          after: wantAsBefore(claims, kept.memory),
          set: { orderVersion: order.orderVersion, by: null },
        },
        at: now,
        principal: actor.principal,
      });
    }),
  );
}

/**
 * Issues of every line what was not issued before, what is set aside for it first. With `all` refused with
 * `inventory.missing-stock` unless every line can be issued in full; also with `inventory.unknown-item` or `effect.undone`.
 */
export function issueParts(
  db: Db<'inventory'>,
  actor: Actor,
  input: IssuePartsInput,
  now: string,
): Promise<EffectAnswer<'issueParts'>> {
  return transaction(db, actor, async (t) => {
    const done = await once(t, input.key, 'issueParts', () => issue({ t, actor, now }, input));
    return done.ok ? answerOf(done.result) : refusedEffect(done.refusal);
  });
}

async function issue({ t, actor, now }: Asked, input: IssuePartsInput): Promise<KeptIssue> {
  const { orderId, lines } = input;
  const order = await lockOrderGate(t, orderId);
  const claimed = await claimedItems(t, order);
  const refusal = await unknownItem(t, claimed, lines);
  if (refusal !== undefined) return refusedEffect(refusal);
  const { warehouseId, levels, claims } = await lockBooks(t, order, [...claimed, ...lines.map((line) => line.itemId)]);
  const free = Object.fromEntries(freeStock(levels).map(({ itemId, quantity }) => [itemId, quantity]));
  const decision = decideIssue(input, claims, free, await placesFor(t, lines, claims));
  if (!decision.ok) return refusedEffect(decision.refusal);
  await settle(t, {
    warehouseId,
    levels,
    movements: decision.parts.map((part) => movementOf(orderId, part, 'issued')),
    order: { orderId, before: claims, after: decision.claims },
    at: now,
    principal: actor.principal,
  });
  return { ok: true, result: { lines: decision.lines.map(issuedLine) }, memory: decision.parts };
}

/** Takes an issue back: the parts are in the warehouse again, set aside for the lines that still want them. */
export async function undoIssueParts(
  db: Db<'inventory'>,
  actor: Actor,
  { key, orderId }: EffectInput,
  now: string,
): Promise<void> {
  await transaction(db, actor, (t) =>
    undoOnce<KeptIssue>(t, key, 'issueParts', async (kept) => {
      if (!kept.ok || kept.memory.length === 0) return;
      const order = await lockOrderGate(t, orderId);
      const { warehouseId, levels, claims } = await lockBooks(t, order, await claimedItems(t, order));
      await settle(t, {
        warehouseId,
        levels,
        movements: kept.memory.map((part) => movementOf(orderId, part, 'returned')),
        order: { orderId, before: claims, after: returnParts(claims, kept.memory) },
        at: now,
        principal: actor.principal,
      });
    }),
  );
}

interface Books {
  readonly warehouseId: string;
  readonly levels: readonly StockLevel[];
  readonly claims: readonly Reservation[];
}

/** The items that an order claims. The gate must be held; `order` is what it answered. */
async function claimedItems(t: Tx, order: ReservingOrder | undefined): Promise<readonly string[]> {
  return (await claimsOf(t, idsOf(order))).map((claim) => claim.itemId);
}

/** Locks the levels of all items that the order claims or asks for; only then its claims stand still and are read. */
async function lockBooks(t: Tx, order: ReservingOrder | undefined, itemIds: readonly string[]): Promise<Books> {
  const warehouseId = await defaultWarehouseId(t);
  const levels = await lockLevels(t, warehouseId, itemIds);
  return { warehouseId, levels, claims: await claimsOf(t, idsOf(order)) };
}

function idsOf(order: ReservingOrder | undefined): readonly string[] {
  return order === undefined ? [] : [order.orderId];
}

/** The refusal of lines with an item that nobody knows; what the order claims is known. */
async function unknownItem(
  t: Tx,
  claimed: readonly string[],
  lines: readonly PartsWanted[],
): Promise<Refusal | undefined> {
  const asked = lines.map((line) => line.itemId).filter((itemId) => !claimed.includes(itemId));
  const [itemId] = await unknownItems(t, asked);
  return itemId === undefined ? undefined : { code: 'inventory.unknown-item', params: { itemId } };
}

/** A place for each line that has none, because it claims nothing yet or claims nothing any more. */
function placesFor(t: Tx, lines: readonly PartsWanted[], claims: readonly Reservation[]): Promise<() => number> {
  const placed = (line: PartsWanted) =>
    claims.some((claim) => claim.wanted > 0 && claim.lineId === line.lineId && claim.itemId === line.itemId);
  return takePlaces(t, lines.filter((line) => !placed(line)).length);
}

function movementOf(orderId: string, part: IssuedPart, kind: 'issued' | 'returned'): Movement {
  const quantity = addQuantities(part.fromReserved, part.fromFree);
  const { itemId, lineId } = part;
  return { itemId, kind, quantity: kind === 'issued' ? -quantity : quantity, orderId, lineId, receiptId: null };
}

function lineOf(
  claims: readonly Reservation[],
  { lineId, itemId }: { readonly lineId: string; readonly itemId: string },
) {
  const claim = claims.find((each) => each.lineId === lineId && each.itemId === itemId);
  return { lineId, reserved: claim?.reserved ?? 0, missing: claim === undefined ? 0 : missingOf(claim) };
}

function issuedLine({ lineId, issued, missing }: LineIssue) {
  return { lineId, issued, missing };
}

function answerOf<Result>(kept: Kept<Result, unknown>): { ok: true; result: Result } | RefusedEffect {
  return kept.ok ? { ok: true, result: kept.result } : kept;
}
