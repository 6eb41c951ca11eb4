/** What the fields of an order's header hold, and the parts of the order that they make. */
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { textOrNothing } from '../../ui/text-or-nothing.ts';

/** Who answers for the order, and whom and when its customer would like. */
export interface TermsDraft {
  readonly responsibleId: string;
  readonly preferredTechnicianId: string;
  readonly preferredDate: string;
  readonly preferredTime: string;
}

export const noTerms: TermsDraft = {
  responsibleId: '',
  preferredTechnicianId: '',
  preferredDate: '',
  preferredTime: '',
};

/** The zone is that of the site, or the one that was chosen before. */
export function termsOf(draft: TermsDraft, timeZone?: string) {
  const zone = timeZone === undefined ? {} : { timeZone };
  return {
    responsibleId: textOrNothing(draft.responsibleId) ?? null,
    preferredTechnicianId: textOrNothing(draft.preferredTechnicianId) ?? null,
    preferred:
      draft.preferredDate === ''
        ? null
        : { date: draft.preferredDate, time: textOrNothing(draft.preferredTime) ?? null, ...zone },
  };
}

export interface HeaderDraft extends TermsDraft {
  readonly siteId: string;
  readonly contactId: string;
  readonly billToCustomerId: string;
  readonly customerOrderNumber: string;
  readonly priority: string;
  readonly description: string;
}

/** The header of an order as its form begins. */
export function headerDraftOf(order: ServiceOrder): HeaderDraft {
  const { siteId, contactId, billToCustomerId, customerOrderNumber, priority, description } = order;
  return {
    ...{ siteId: siteId ?? '', contactId: contactId ?? '', billToCustomerId, priority },
    ...{ customerOrderNumber: customerOrderNumber ?? '', description: description ?? '' },
    responsibleId: order.responsibleId ?? '',
    preferredTechnicianId: order.preferredTechnicianId ?? '',
    preferredDate: order.preferred?.date ?? '',
    preferredTime: order.preferred?.time ?? '',
  };
}

/** What is changed of an order: what stays is not sent, so that what others changed meanwhile is not taken back. */
export function headerChangeOf(order: ServiceOrder, draft: HeaderDraft) {
  const before = new Map(Object.entries(sentOf(order, headerDraftOf(order))));
  const changed = Object.entries(sentOf(order, draft)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before.get(name)),
  );
  return Object.fromEntries(changed);
}

function sentOf({ siteId, preferred }: ServiceOrder, draft: HeaderDraft) {
  const staysThere = (textOrNothing(draft.siteId) ?? null) === siteId;
  return {
    siteId: textOrNothing(draft.siteId) ?? null,
    contactId: textOrNothing(draft.contactId) ?? null,
    billToCustomerId: textOrNothing(draft.billToCustomerId),
    customerOrderNumber: textOrNothing(draft.customerOrderNumber) ?? null,
    priority: textOrNothing(draft.priority),
    description: textOrNothing(draft.description) ?? null,
    ...termsOf(draft, staysThere ? preferred?.timeZone : undefined),
  };
}
