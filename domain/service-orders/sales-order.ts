/** Orders that are made of a sales order elsewhere: one of each, however often it is asked for. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import type { ObjectRelation } from '../agreements/agreement.ts';

/** The order that was made of a sales order before. */
interface MadeBefore {
  readonly orderId: string;
  readonly number: string;
  readonly customerId: string;
}

/** The order that there is of a sales order, or null where it is to be made; a sales order is of one customer. */
export function orderOfSales<Before extends MadeBefore>(
  before: Before | undefined,
  customerId: string,
): Decision<{ readonly before: Before | null }, 'order.sales-order-of-other'> {
  if (before === undefined) return accept({ before: null });
  if (before.customerId === customerId) return accept({ before });
  return refuse('order.sales-order-of-other', { params: { order: before.number } });
}

/** The objects of the order, each with the sales order's number where nothing else is said of it. */
export function withReference(objects: readonly ObjectRelation[], salesOrderNumber: string): readonly ObjectRelation[] {
  return objects.map(({ objectId, reference }) => ({ objectId, reference: reference ?? salesOrderNumber }));
}
