/** A follow-up of an order: a further order for the same customer, which knows what it follows and how often that was done. */
import { findOrder } from '#db/queries/service-orders.ts';
import { isStaff } from '#db/queries/requests-cases.ts';
import type { Transaction } from '#db/transaction.ts';
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
): Promise<NewServiceOrder | undefined> {
  const of = await findOrder(t, orderId);
  if (of === undefined) return undefined;
  const { customerId, billToCustomerId, siteId, contactId, priority, preferredTechnicianId } = of;
  const answers = of.responsibleId !== null && (await isStaff(t, of.responsibleId));
  return {
    ...{ customerId, billToCustomerId, siteId, contactId, priority, preferredTechnicianId },
    ...{ responsibleId: answers ? of.responsibleId : null, orderType: orderType ?? of.orderType, description },
    ...{ followUpOf: of.orderId, repeatNumber: of.repeatNumber + 1 },
  };
}
