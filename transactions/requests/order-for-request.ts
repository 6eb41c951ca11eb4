/** The service order that a request leads to: a new one, or one that there is and of which the request becomes a part. */
import { v7 as uuidv7 } from 'uuid';

import type { Actor } from '#contracts/roles.ts';
import { insertNote, insertRepairLines, repairLinesOf } from '#db/queries/repair-lines.ts';
import type { RequestRow } from '#db/queries/requests.ts';
import { orderRelations } from '#db/queries/service-orders-relations.ts';
import { findSite } from '#db/queries/sites-and-contacts.ts';
import type { Transaction } from '#db/transaction.ts';
import { joinOrder } from '#domain/requests/request.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import type { PreferredTime } from '#domain/service-orders/header.ts';
import { preferredAt } from '#domain/service-orders/preferred-time.ts';
import { joined as joinedRelations, type Relations } from '#domain/service-orders/relations.ts';
import type { RepairLine, ServiceOrder } from '#domain/service-orders/order.ts';
import { accept, type Decision } from '#domain/shared/decision.ts';
import type { SlaClock } from '#domain/sla/clock.ts';
import { createServiceOrder, repairLineOf } from '../service-orders/create.ts';
import { editOrder, unlessPermitted } from '../service-orders/edit-order.ts';
import { relating, writing } from '../service-orders/relate.ts';
import { zoneOf } from '../service-orders/header.ts';

/** What the office adds to what the customer asked for. */
export interface Acceptance {
  readonly requestId: string;
  /** An order that there is already; a new one when absent. */
  readonly intoOrderId?: string | undefined;
  readonly orderType?: string | undefined;
  readonly priority?: string | undefined;
  readonly billToCustomerId?: string | undefined;
  readonly customerOrderNumber?: string | undefined;
}

interface Asked {
  readonly request: RequestRow;
  readonly acceptance: Acceptance;
  /** The response clock, which a new order takes over. */
  readonly clock: SlaClock | null;
}

interface Made {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly how: 'created' | 'joined';
}

/** Makes the order, or adds to the one that is named. A refusal may follow writes: the caller must roll back. */
export async function orderForRequest(
  t: Transaction<'orders'>,
  actor: Actor,
  asked: Asked,
  now: string,
): Promise<Decision<Made>> {
  const { intoOrderId } = asked.acceptance;
  if (intoOrderId !== undefined) return joined(t, { orderId: intoOrderId, actor, now }, asked.request);
  const wanted = { ...orderOf(asked), preferred: await preferredOf(t, asked.request) };
  const created = await createServiceOrder(t, wanted, actor, now);
  if (!created.ok) return created;
  return accept({ orderId: created.orderId, orderNumber: created.start.number, how: 'created' as const });
}

/** What the customer asked for as an order; an object or what is wrong with it opens its first repair line. */
function orderOf({ request, acceptance, clock }: Asked) {
  const { requestId, customerId, siteId, contactId, submittedAt } = request;
  const { orderType, billToCustomerId, customerOrderNumber } = acceptance;
  return {
    ...{ requestId, customerId, siteId, contactId, submittedAt, orderType, billToCustomerId, customerOrderNumber },
    priority: acceptance.priority ?? request.priority ?? undefined,
    description: wordsOf(request),
    ...{ repairLines: repairLinesFor(request), objects: objectsOf(request) },
    response: clock,
  };
}

/** When the customer would like it, as clocks show it where it is done. */
async function preferredOf(
  t: Transaction<'orders'>,
  { customerId, siteId, preferredAt: wish }: RequestRow,
): Promise<PreferredTime | null> {
  if (wish === null) return null;
  const site = siteId === null ? undefined : await findSite(t, customerId, siteId);
  return preferredAt(wish, await zoneOf(t, site ?? null));
}

function repairLinesFor({ objectId, condition, symptom }: RequestRow) {
  return objectId === null && condition === null && symptom === null ? [] : [{ objectId, condition, symptom }];
}

/** The order is about what the request is about. */
function objectsOf({ objectId }: RequestRow): Relations['objects'] {
  return objectId === null ? [] : [{ objectId, reference: null }];
}

function wordsOf({ subject, description }: RequestRow): string {
  return description === null ? subject : `${subject}\n\n${description}`;
}

/** The customer's words become a note of the order, the object its repair line unless it has one. The order's clock stays its own. */
async function joined(
  t: Transaction<'orders'>,
  edit: { readonly orderId: string; readonly actor: Actor; readonly now: string },
  request: RequestRow,
): Promise<Decision<Made>> {
  const edited = await editOrder(t, edit, async ({ order, model, at }) => {
    const isOpen = unlessPermitted({ order, model }, 'modify') === null;
    const decided = joinOrder(request, { number: order.number, customerId: order.customerId, isOpen });
    if (!decided.ok) return decided;
    const repairLine = await missingRepairLine(t, order, request, at);
    const noteId = uuidv7();
    const before = await orderRelations(t, order.id);
    const related = joinedRelations(before, { objects: objectsOf(request), tasks: [] });
    const relate = writing(t, before, related);
    const note: OrderFact = { name: 'noteAdded', data: { noteId, kind: 'internal' } };
    return {
      ok: true,
      result: order.number,
      facts: [
        ...relating(before, related),
        ...(repairLine === null ? [] : [{ name: 'repairLineAdded' as const, data: { repairLine } }]),
        note,
      ],
      write: async (after) => {
        await relate(after);
        if (repairLine !== null) await insertRepairLines(t, after, [repairLine]);
        const text = `${request.number}: ${wordsOf(request)}`;
        const { principal } = edit.actor;
        await insertNote(t, after, {
          noteId,
          version: after.version,
          kind: 'internal',
          text,
          principal,
          createdAt: at,
        });
      },
    };
  });
  if (!edited.ok) return edited;
  return accept({ orderId: edit.orderId, orderNumber: edited.result, how: 'joined' as const });
}

async function missingRepairLine(
  t: Transaction<'orders'>,
  order: ServiceOrder,
  request: RequestRow,
  at: string,
): Promise<(RepairLine & { note: null }) | null> {
  const [wanted] = repairLinesFor(request);
  const existing = await repairLinesOf(t, order.id);
  if (wanted === undefined || existing.some(({ objectId }) => objectId !== null && objectId === wanted.objectId))
    return null;
  const lineNumber = Math.max(0, ...existing.map((line) => line.lineNumber)) + 1;
  return { ...repairLineOf({ ...wanted, startedAt: at }), repairLineId: uuidv7(), lineNumber, note: null };
}
