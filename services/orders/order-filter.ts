/** What is asked of the list of orders as the filter of its rows and their sequence. */
import type * as z from 'zod';

import type { OrderExportQuery } from '#contracts/http/service-orders-list.ts';
import { userIdOf, type Actor } from '#contracts/roles.ts';
import type { OrderFilter } from '#db/queries/order-lists.ts';
import type { OrderSorting } from '#db/queries/service-orders-sorting.ts';
import { needs } from '#db/queries/service-orders-attention.ts';
import { allOf, isAboutObject, isAnsweredBy, isUnderAgreement } from '#db/queries/service-orders-relations.ts';

/** The filter of somebody at an instant, by which orders need somebody or not. */
export function orderFilter(query: z.output<typeof OrderExportQuery>, actor: Actor, now: string): OrderFilter {
  const { stage = null, progress = null, slaState = null, customerId = null } = query;
  const { missingParts = null, open = null, number = null, attention } = query;
  const { responsibleId = null, origin = null, agreementId, objectId } = query;
  const conditions = [
    attention === undefined ? null : needs(attention, now),
    agreementId === undefined ? null : isUnderAgreement(agreementId),
    query.mine === true ? isAnsweredBy(userIdOf(actor)) : null,
    objectId === undefined ? null : isAboutObject(objectId),
  ].filter((condition) => condition !== null);
  const also = conditions.length === 0 ? null : allOf(conditions);
  return { stages: stage, progress, slaState, customerId, missingParts, open, number, responsibleId, origin, also };
}

/** The newest first when nothing is asked for. */
export function orderSorting({ sort, ascending }: z.output<typeof OrderExportQuery>): OrderSorting {
  return { by: sort ?? 'created', ascending: ascending ?? false };
}
