/** Taking stock in. Whoever waits for it gets it in the same transaction, the oldest first. */
import { v7 as uuidv7 } from 'uuid';

import type { StockReceipt } from '#contracts/http/inventory.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import type { KeyedRequest } from '#db/idempotency.ts';
import { findWarehouse, unknownItems } from '#db/queries/inventory.ts';
import { insertReceipt, lockLevels } from '#db/queries/inventory-stock.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { settle } from './stock-book.ts';

export interface ReceivedStock {
  /** The default warehouse when undefined. */
  readonly warehouseId?: string | undefined;
  readonly reference?: string | undefined;
  /** Quantities above 0; an item may come in several lines. */
  readonly lines: readonly { readonly itemId: string; readonly quantity: number }[];
}

type ReceiptAnswer = Decision<
  { receipt: StockReceipt },
  'inventory.unknown-item' | 'inventory.unknown-warehouse' | 'idempotency.other-body'
>;

/** Receives stock at an instant. */
export function receiveStock(
  db: Db<'inventory'>,
  actor: Actor,
  request: { readonly stock: ReceivedStock; readonly at: string; readonly keyed: KeyedRequest },
): Promise<ReceiptAnswer> {
  const { stock, at, keyed } = request;
  return transaction(db, actor, (t) => idempotent(t, keyed, () => receiveIn(t, actor.principal, stock, at)));
}

/** The same in a transaction that is open. */
export async function receiveIn(
  t: Transaction<'inventory'>,
  principal: string,
  { warehouseId, reference, lines }: ReceivedStock,
  at: string,
): Promise<ReceiptAnswer> {
  const warehouse = await findWarehouse(t, warehouseId);
  if (warehouse === undefined) return refuse('inventory.unknown-warehouse');
  const itemIds = lines.map((line) => line.itemId);
  const [unknown] = await unknownItems(t, itemIds);
  if (unknown !== undefined) return refuse('inventory.unknown-item', { params: { itemId: unknown } });
  const receiptId = uuidv7();
  const where = { warehouseId: warehouse.warehouseId };
  await insertReceipt(t, { receiptId, ...where, reference: reference ?? null, occurredAt: at, principal });
  const settled = await settle(t, {
    ...where,
    levels: await lockLevels(t, warehouse.warehouseId, itemIds),
    movements: lines.map((line) => ({ ...line, kind: 'received' as const, orderId: null, lineId: null, receiptId })),
    order: null,
    at,
    principal,
  });
  const onHandOf = (itemId: string) => settled.levels.find((level) => level.itemId === itemId)?.onHand ?? 0;
  const received = lines.map((line) => ({ ...line, onHand: onHandOf(line.itemId) }));
  const { servedOrderIds } = settled;
  return accept({
    receipt: { receiptId, ...where, occurredAt: at, lines: received, servedOrderIds: [...servedOrderIds] },
  });
}
