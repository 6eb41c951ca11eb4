/** Service objects as they are shown: with how their warranty stands on the present day of their sites. */
import type { ServiceObject } from '#contracts/http/customer-schemas.ts';
import type { Actor } from '#contracts/roles.ts';
import type { ServiceObjectRow } from '#db/queries/objects.ts';
import { timeZonesOf } from '#db/queries/sites-and-contacts.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { warrantyOn } from '#domain/objects/warranty.ts';
import { localDateAt } from '#domain/sla/local-time.ts';
import { zoneOf } from '#transactions/service-orders/header.ts';
import type { RouteParts } from './kept-rows.ts';

/** Objects at an instant. */
export async function presentObjects(
  t: Transaction<'orders'>,
  rows: readonly ServiceObjectRow[],
  now: string,
): Promise<ServiceObject[]> {
  const warranted = rows.filter(({ warrantyUntil }) => warrantyUntil !== null);
  const siteIds = warranted.flatMap(({ siteId }) => siteId ?? []);
  const zones = siteIds.length === 0 ? new Map<string, string | null>() : await timeZonesOf(t, siteIds);
  const zoneOfCompany = warranted.length === 0 ? 'UTC' : await zoneOf(t, null);
  return rows.map((row) => {
    const zone = zones.get(row.siteId ?? '') ?? zoneOfCompany;
    return { ...row, warranty: warrantyOn(row, localDateAt(now, zone)) };
  });
}

/** One object that was kept just now. */
export async function presentObject({ db, clock }: RouteParts, actor: Actor, row: ServiceObjectRow) {
  const [shown] = await transaction(db, actor, (t) => presentObjects(t, [row], clock.now()));
  if (shown === undefined) throw new Error('one object is shown as one');
  return shown;
}
