/** A follow-up of an order: a further order for the same customer, which knows what it follows and how often that was done. */
import { findOrder } from '#db/queries/service-orders.ts';
import { endOfOrder } from '#db/queries/service-orders-ends.ts';
import { parameterValue } from '#db/queries/setup-copy.ts';
import { isStaff } from '#db/queries/requests-cases.ts';
import type { Transaction } from '#db/transaction.ts';
import { repeatNumberAfter } from '#domain/service-orders/header.ts';
import type { NewServiceOrder } from './create.ts';

/** What is said of a follow-up; the rest is as of the order that it follows. */
interface FollowUpWish {
  readonly orderType?: string | undefined;
  readonly description?: string | undefined;
}

/** The order that follows one; undefined when there is none of that id. Whoever left the staff answers for no new order. */
export async function followUpOf(
  t: Transaction<'orders'>,
  orderId: string,
  { orderType, description }: FollowUpWish,
  now: string,
): Promise<NewServiceOrder | undefined> {
  const of = await findOrder(t, orderId);
  if (of === undefined) return undefined;
  const { customerId, billToCustomerId, siteId, contactId, priority, preferredTechnicianId } = of;
  const answers = of.responsibleId !== null && (await isStaff(t, of.responsibleId));
  const ended = { repeatNumber: of.repeatNumber, endedAt: of.closesAt === null ? null : await endOfOrder(t, orderId) };
  const repeatNumber = repeatNumberAfter(ended, now, await parameterValue(t, 'repeatVisitDays'));
  return {
    ...{ customerId, billToCustomerId, siteId, contactId, priority, preferredTechnicianId },
    ...{ responsibleId: answers ? of.responsibleId : null, orderType: orderType ?? of.orderType, description },
    ...{ followUpOf: of.orderId, repeatNumber },
  };
}
