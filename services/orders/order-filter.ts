/** What is asked of the list of orders as the filter of its rows and their sequence. */
import type * as z from 'zod';

import type { OrderExportQuery } from '#contracts/http/service-orders-list.ts';
import { userIdOf, type Actor } from '#contracts/roles.ts';
import type { OrderFilter } from '#db/queries/order-lists.ts';
import type { OrderSorting } from '#db/queries/service-orders-sorting.ts';
import { needs } from '#db/queries/service-orders-attention.ts';
import { allOf, isAboutObject, isAnsweredBy, isUnderAgreement } from '#db/queries/service-orders-relations.ts';

type Asked = z.output<typeof OrderExportQuery>;

/** The filter of somebody at an instant, by which orders need somebody or not. */
export function orderFilter(query: Asked, actor: Actor, now: string): OrderFilter {
  const { stage = null, progress = null, slaState = null, customerId = null } = query;
  const { missingParts = null, open = null, number = null, responsibleId = null, origin = null } = query;
  const conditions = conditionsOf(query, actor, now);
  const also = conditions.length === 0 ? null : allOf(conditions);
  return { stages: stage, progress, slaState, customerId, missingParts, open, number, responsibleId, origin, also };
}

function conditionsOf({ attention, agreementId, mine, objectId }: Asked, actor: Actor, now: string) {
  return [
    attention === undefined ? null : needs(attention, now),
    agreementId === undefined ? null : isUnderAgreement(agreementId),
    mine === true ? isAnsweredBy(userIdOf(actor)) : null,
    objectId === undefined ? null : isAboutObject(objectId),
  ].filter((condition) => condition !== null);
}

/** The newest first when nothing is asked for. */
export function orderSorting({ sort, ascending }: Asked): OrderSorting {
  return { by: sort ?? 'created', ascending: ascending ?? false };
}
