/** What dispatch says of an order's visits: their state, place in time, and hour lines proposed from recorded times. */
import { v7 as uuidv7 } from 'uuid';

import { visitEvents } from '#contracts/events/dispatch.ts';
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { systemActor } from '#contracts/roles.ts';
import { placeVisit } from '#db/queries/service-orders.ts';
import { insertLines } from '#db/queries/service-orders-lines.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import type { OrderLine, OrderVisit } from '#domain/service-orders/order.ts';
import { arriving } from '#domain/service-orders/progress.ts';
import { companyId } from '#domain/setup/company.ts';
import { localDateAt } from '#domain/sla/local-time.ts';
import { editOrder } from './edit-order.ts';

const minutesPerHour = 60;
/** What the order's own commands bring about (planned, ended, cancelled) is told by their events. */
const underWay: ReadonlySet<string> = new Set(['travelling', 'working', 'paused']);
/** The categories of recorded times; the default configuration has them. */
const categoryOf = { travel: 'travel', work: 'labour' } as const;

/** Applies one event of a visit in the transaction of its effect; others are left alone. */
export async function applyVisitEvent(t: Transaction<'orders'>, event: EventEnvelope): Promise<void> {
  const spec = Object.values(visitEvents).find(({ type }) => type === event.type);
  if (!spec) return;
  const data = spec.data.parse(event.data);
  const { visitId, orderId, technicianId, startsAt, endsAt, timeZone, status } = data;
  const number =
    event.type === visitEvents.moved.type ? visitEvents.moved.data.parse(event.data).technicianNumber : null;
  const times = event.type === visitEvents.finished.type ? visitEvents.finished.data.parse(event.data).times : [];
  const company = await setupValue(t, 'company', companyId);
  const workDate = localDateAt(event.occurredAt, company?.data.timeZone ?? 'UTC');
  const edit = { orderId, actor: systemActor('dispatch-events'), now: event.occurredAt };
  await editOrder(t, edit, ({ order }) => {
    const known = order.visits.find((each) => each.visitId === visitId);
    const visit: OrderVisit = {
      ...{ visitId, technicianId, status },
      technicianNumber: number ?? known?.technicianNumber ?? null,
    };
    const proposedLines =
      order.closedAt === null
        ? arriving(
            order,
            times.map((time, index) => proposedLine(time, order.lines.length + index + 1, workDate)),
          )
        : [];
    const isNews = proposedLines.length > 0 || underWay.has(status);
    return {
      ok: true,
      result: null,
      facts: isNews ? [{ name: 'visitChanged', data: { ...visit, proposedLines } }] : [],
      write: async (after) => {
        await insertLines(
          t,
          after,
          proposedLines.map((line) => ({ ...line, description: null })),
          after.version,
        );
        await placeVisit(
          t,
          { id: orderId, customerId: after.customerId },
          { ...visit, startsAt, endsAt, timeZone },
          event.version,
        );
      },
    };
  });
}

/** Hours of one kind as a line that someone has yet to confirm. */
function proposedLine(
  time: { kind: 'travel' | 'work'; technicianId: string; minutes: number },
  lineNumber: number,
  workDate: string,
): OrderLine {
  const quantity = Math.round((time.minutes / minutesPerHour) * 1000) / 1000;
  return {
    ...{
      lineId: uuidv7(),
      lineNumber,
      type: 'hour',
      category: categoryOf[time.kind],
      status: 'proposed',
      restoreStatus: null,
    },
    ...{ chargeable: true, itemId: null, technicianId: time.technicianId, plannedQuantity: null, quantity, workDate },
    ...{ objectId: null, task: null, agreementLineNumber: null },
    ...{ reserved: 0, missing: 0, issued: 0, amountMinor: null, costMinor: null, coveredMinor: null },
    ...{ extra: false, approval: null, movedTo: null, plainItem: false, orderedOutside: null },
    ...{ expense: null, signedAt: null },
  };
}
