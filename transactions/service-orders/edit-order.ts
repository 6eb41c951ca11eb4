/** What people edit on an order beside its commands: one transaction that locks the order and asks its rules. */
import type { Actor } from '#contracts/roles.ts';
import type { OrderRowsChanged } from '#contracts/workflows/messages.ts';
import { appendRowsChanged } from '#db/outbox.ts';
import { loadOrderParts, lockOrder, orderOf, type OrderRow } from '#db/queries/service-orders.ts';
import { stageModel } from '#db/queries/stage-models.ts';
import type { Transaction } from '#db/transaction.ts';
import { mayRecordTime } from '#domain/identity/rights.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { stageForbids } from '#domain/service-orders/obstacles.ts';
import { permitted, type Permission, type StageModel } from '#domain/service-orders/stage-model.ts';
import { later } from '#domain/shared/instant.ts';
import { saveFacts } from './save.ts';

export interface Edit {
  readonly orderId: string;
  readonly actor: Actor;
  readonly now: string;
  /** When it happened, of an importer; absent otherwise. */
  readonly occurredAt?: string | undefined;
}

export interface Editing {
  readonly order: ServiceOrder;
  readonly row: OrderRow;
  readonly model: StageModel;
  /** The instant of the edit, never before the order's last event. */
  readonly at: string;
}

export type Edited<Result> = { readonly ok: true; readonly result: Result; readonly order: ServiceOrder } | Refused;
export type Refused = { readonly ok: false; readonly refusal: OrderRefusal };

/** What an edit comes to: its facts, and a result; `write` saves rows that facts do not, at the order's new version. */
export type Change<Result> =
  | {
      readonly ok: true;
      readonly facts: readonly OrderFact[];
      readonly result: Result;
      readonly write?: (order: ServiceOrder) => Promise<void>;
    }
  | Refused;

export function refuse(code: string, params: OrderRefusal['params'] = {}): Refused {
  return { ok: false, refusal: { code, params } };
}

/** Locks the order, asks for the change, saves its facts, and tells its workflow where that has a consequence outside. */
export async function editOrder<Result>(
  t: Transaction<'orders'>,
  { orderId, actor, now, occurredAt }: Edit,
  change: (editing: Editing) => Promise<Change<Result>> | Change<Result>,
): Promise<Edited<Result>> {
  const row = await lockOrder(t, orderId);
  if (!row) return refuse('resource.unknown');
  const wrongTime = recordedTimeRefusal(row, actor, occurredAt);
  if (wrongTime) return wrongTime;
  const before = orderOf(row, await loadOrderParts(t, orderId, []));
  const at = later(occurredAt ?? now, row.lastEventAt);
  const model = await stageModel(t, row.stageModelId, row.stageModelVersion);
  const changed = await change({ order: before, row, model, at });
  if (!changed.ok) return changed;
  const order = await saveFacts(t, before, changed.facts, { at, principal: actor.principal, under: row });
  await changed.write?.(order);
  if (concernsOthers(order, changed.facts)) await tellWorkflow(t, order);
  return { ok: true, result: changed.result, order };
}

/** Recorded time is for importers, on orders that were fed in it. */
export function recordedTimeRefusal(
  row: Pick<OrderRow, 'recordedTime'>,
  actor: Actor,
  occurredAt: string | undefined,
): Refused | null {
  if (occurredAt === undefined || (row.recordedTime && mayRecordTime(actor.roles))) return null;
  return refuse('order.recorded-time');
}

/** Null when the order is open and its stage permits one of the things. */
export function unlessPermitted(
  { order, model }: Pick<Editing, 'order' | 'model'>,
  ...any: readonly Permission[]
): Refused | null {
  if (order.closedAt !== null) return refuse('order.closed', { at: order.closedAt });
  if (permitted(model, order).some((permission) => any.includes(permission))) return null;
  const { params = {}, allowed = [] } = stageForbids(order, model);
  return { ok: false, refusal: { code: 'order.modify-forbidden', params, allowed } };
}

/** Lines of parts on an order that reserves, a priority that operators filter by, an invoice that may close the order, a quote that expires. */
function concernsOthers(order: ServiceOrder, facts: readonly OrderFact[]): boolean {
  if (order.closedAt !== null) return false;
  return facts.some((fact) => {
    if (fact.name === 'lineAdded' || fact.name === 'lineChanged')
      return order.reserves && fact.data.line.type === 'item';
    return fact.name === 'headerChanged' || fact.name === 'invoiced' || fact.name.startsWith('quote');
  });
}

/** Coalesced: at most one such message of an order is unsent. */
export async function tellWorkflow(t: Transaction<'orders'>, order: ServiceOrder): Promise<void> {
  const message: OrderRowsChanged = { kind: 'order-rows-changed', orderId: order.id, number: order.number };
  await appendRowsChanged(t, { aggregateId: order.id, version: order.version, message });
}
