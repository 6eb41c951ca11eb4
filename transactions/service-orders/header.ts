/** The header of an order as far as no rule of its life asks for it: what is found for it when it is created, and when it is changed. */
import type { HeaderColumns } from '#db/queries/service-orders.ts';
import { isStaff } from '#db/queries/requests-cases.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import type { SiteRow } from '#db/queries/sites-and-contacts.ts';
import type { Transaction } from '#db/transaction.ts';
import { originOf, type MadeOf, type ServiceAddress } from '#domain/service-orders/header.ts';
import { preferredTime } from '#domain/service-orders/preferred-time.ts';
import { companyId } from '#domain/setup/company.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';

type Orders = Transaction<'orders'>;

/** What is said of a header, in a new order or of one that there is. */
export interface HeaderWish {
  readonly responsibleId?: string | null | undefined;
  readonly preferredTechnicianId?: string | null | undefined;
  readonly preferred?: TimeWish | null | undefined;
}

interface TimeWish {
  readonly date: string;
  readonly time?: string | null | undefined;
  readonly timeZone?: string | undefined;
}

type ChangedHeader = Partial<Pick<HeaderColumns, 'responsibleId' | 'preferredTechnicianId' | 'preferred'>>;

/** The wish with what it names found; what was not said is left out. `site` is where the order is done then. */
export async function headerOf(
  t: Orders,
  { responsibleId, preferredTechnicianId, preferred }: HeaderWish,
  site: Pick<SiteRow, 'timeZone'> | null,
): Promise<Decision<{ readonly header: ChangedHeader }, 'order.unknown-reference'>> {
  if (responsibleId && !(await isStaff(t, responsibleId))) {
    return refuse('order.unknown-reference', { params: { field: 'responsibleId', value: responsibleId } });
  }
  const header = {
    ...(responsibleId === undefined ? {} : { responsibleId }),
    ...(preferredTechnicianId === undefined ? {} : { preferredTechnicianId }),
  };
  if (preferred === undefined) return accept({ header });
  if (preferred === null) return accept({ header: { ...header, preferred: null } });
  const decided = preferredTime(preferred, preferred.timeZone ?? (await zoneOf(t, site)));
  return decided.ok ? accept({ header: { ...header, preferred: decided.preferred } }) : decided;
}

/** The zone of appointments at a site: its own, or else the company's. */
export async function zoneOf(t: Orders, site: Pick<SiteRow, 'timeZone'> | null): Promise<string> {
  if (site !== null && site.timeZone !== null) return site.timeZone;
  const company = await setupValue(t, 'company', companyId);
  return company?.data.timeZone ?? 'UTC';
}

/** A site as it is now; nothing that is said of it later changes what an order keeps of it. */
export function addressOf(site: SiteRow | null): ServiceAddress | null {
  return site && { name: site.name, address: site.address };
}

/** What a new order is made of, as its header keeps it. */
type Making = Omit<MadeOf, 'isImported'> & {
  readonly occurredAt?: string | undefined;
  readonly salesOrderNumber?: string | undefined;
  readonly repeatNumber?: number | undefined;
};

/** The header of a new order, with what was said of it; where nothing was said there is nothing. */
export function headerColumns(made: Making, site: SiteRow | null, said: ChangedHeader): HeaderColumns {
  return {
    ...{ responsibleId: null, preferredTechnicianId: null, preferred: null, ...said },
    origin: originOf({ ...made, isImported: made.occurredAt !== undefined }),
    serviceAddress: addressOf(site),
    salesOrderNumber: made.salesOrderNumber ?? null,
    repeatNumber: made.repeatNumber ?? 0,
  };
}
