/** What people are told of an order: by what its decisions came to. */
import { findCustomer } from '#db/queries/customers.ts';
import type { Transaction } from '#db/transaction.ts';
import type { OrderFact, StageChanged } from '#domain/service-orders/facts.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { tellOfQuoteFact } from './of-quotes.ts';
import { tellCustomer, tellStaff } from './tell.ts';

/** Tells of a fact, in the transaction that saves it; `after` is the order with the fact folded in. Most facts nobody is told. */
export async function tellOfFact(t: Transaction<'orders'>, fact: OrderFact, after: ServiceOrder): Promise<void> {
  if (after.recordedTime) return;
  const { id: orderId, number: order, customerId } = after;
  const notice = { cause: `${orderId}/${after.version}`, orderId, customerId, requestId: null, at: after.lastEventAt };
  const customer = async () => (await findCustomer(t, customerId))?.name ?? '–';
  if (fact.name === 'slaWarned' || fact.name === 'slaBreached') {
    const { dueAt, target } = fact.data;
    const of = target === 'resolve' ? 'sla' : 'target';
    const kind = fact.name === 'slaWarned' ? (`order.${of}-warned` as const) : (`order.${of}-breached` as const);
    await tellStaff(t, { ...notice, kind, params: { order, customer: await customer(), dueAt } });
  }
  if (fact.name === 'commandRefused' && fact.data.command === 'post') {
    const { code: reason } = fact.data;
    await tellStaff(t, { ...notice, kind: 'posting.refused', params: { order, customer: await customer(), reason } });
  }
  if (fact.name === 'noteAdded' && fact.data.kind === 'answer')
    await tellStaff(t, { ...notice, kind: 'order.answered', params: { order, customer: await customer() } });
  await tellOfQuoteFact(t, fact, after);
  if (fact.name === 'stageChanged') await tellOfStage(t, fact.data, notice, after);
}

type Notice = Pick<Parameters<typeof tellCustomer>[1], 'cause' | 'orderId' | 'customerId' | 'requestId' | 'at'>;

/** The end of the work is told in any case; other stages where their stage model says so. */
async function tellOfStage(
  t: Transaction<'orders'>,
  { end, tells, stageName: stage }: StageChanged,
  notice: Notice,
  after: ServiceOrder,
): Promise<void> {
  const { number: order, customerId } = after;
  if (end === 'done') await tellCustomer(t, { ...notice, kind: 'order.completed', params: { order } }, after);
  else if (tells.includes('customer'))
    await tellCustomer(t, { ...notice, kind: 'order.stage-entered', params: { order, stage } }, after);
  if (!tells.includes('office')) return;
  const customer = (await findCustomer(t, customerId))?.name ?? '–';
  await tellStaff(t, { ...notice, kind: 'order.stage-reached', params: { order, customer, stage } });
}

/** Tells the customer what a command asked, in the transaction that keeps the question. */
export async function tellOfQuestion(t: Transaction<'orders'>, question: string, after: ServiceOrder): Promise<void> {
  if (after.recordedTime) return;
  const { id: orderId, number: order, customerId, lastEventAt: at } = after;
  const notice = { cause: `${orderId}/${after.version}`, orderId, customerId, requestId: null, at };
  await tellCustomer(t, { ...notice, kind: 'order.asked', params: { order, question } }, after);
}
