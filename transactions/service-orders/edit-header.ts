/** Changes the header of an order over HTTP: one transaction that locks the order and asks its rules. */
import { findCustomer } from '#db/queries/customers.ts';
import { updateHeader } from '#db/queries/service-orders.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import { findContact, findSite, type SiteRow } from '#db/queries/sites-and-contacts.ts';
import type { Transaction } from '#db/transaction.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { editOrder, refuse, unlessPermitted, type Edit, type Edited } from './edit-order.ts';
import { addressOf, headerOf, type HeaderWish } from './header.ts';

type Orders = Transaction<'orders'>;

/** What may be changed; what is left out stays. */
export interface HeaderChange extends HeaderWish {
  readonly siteId?: string | null | undefined;
  readonly contactId?: string | null | undefined;
  readonly billToCustomerId?: string | undefined;
  readonly customerOrderNumber?: string | null | undefined;
  readonly notToExceedMinor?: number | null | undefined;
  readonly priority?: string | undefined;
  readonly description?: string | null | undefined;
}

/** Changes the header of the version that was edited. Another site brings its address as it is now; else the address stays. */
export function editHeader(
  t: Orders,
  edit: Edit & { readonly ifMatch: number },
  change: HeaderChange,
): Promise<Edited<null>> {
  return editOrder(t, edit, async ({ order, model, row }) => {
    if (row.version !== edit.ifMatch)
      return refuse('request.version-stale', { sent: edit.ifMatch, current: row.version });
    const forbidden = unlessPermitted({ order, model }, 'modify');
    if (forbidden) return forbidden;
    const known = knownWith(order, change);
    const site = known.siteId === null ? null : ((await findSite(t, order.customerId, known.siteId)) ?? null);
    const unknown = await unknownReference(t, order, change, site);
    if (unknown) return unknown;
    const said = await headerOf(t, change, site);
    if (!said.ok) return said;
    const { orderType, customerId } = order;
    const { responsibleId, preferredTechnicianId, preferred } = row;
    const terms = { responsibleId, preferredTechnicianId, preferred, ...said.header };
    const moved = known.siteId === order.siteId ? {} : { serviceAddress: addressOf(site) };
    return {
      ok: true,
      result: null,
      facts: [{ name: 'headerChanged', data: { orderType, customerId, ...known, ...terms } }],
      write: () => updateHeader(t, order.id, { ...said.header, ...moved, description: change.description }),
    };
  });
}

/** Of the header what the order's rules know, with what is said of it. */
function knownWith(order: ServiceOrder, change: HeaderChange) {
  return {
    siteId: change.siteId === undefined ? order.siteId : change.siteId,
    contactId: change.contactId === undefined ? order.contactId : change.contactId,
    billToCustomerId: change.billToCustomerId ?? order.billToCustomerId,
    customerOrderNumber:
      change.customerOrderNumber === undefined ? order.customerOrderNumber : change.customerOrderNumber,
    notToExceedMinor: change.notToExceedMinor === undefined ? order.notToExceedMinor : change.notToExceedMinor,
    priority: change.priority ?? order.priority,
  };
}

/** `site` is the one that the order would have then. */
async function unknownReference(t: Orders, order: ServiceOrder, change: HeaderChange, site: SiteRow | null) {
  const { siteId, contactId, billToCustomerId, priority } = change;
  const unknown = (field: string, value: string) => refuse('order.unknown-reference', { field, value });
  if (siteId && site === null) return unknown('siteId', siteId);
  if (contactId && !(await findContact(t, order.customerId, contactId))) return unknown('contactId', contactId);
  if (billToCustomerId && !(await findCustomer(t, billToCustomerId)))
    return unknown('billToCustomerId', billToCustomerId);
  return priority !== undefined && !(await setupValue(t, 'priority', priority)) ? unknown('priority', priority) : null;
}
