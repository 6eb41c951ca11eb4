/** Days and times as customers read them. */
import type { OwnVisit } from '#contracts/http/service-orders-customer.ts';
import type { Money } from '#contracts/http/schemas.ts';
import type { Instant } from '#domain/shared/instant.ts';
import { placesOfCurrency } from '#domain/shared/money.ts';

/** `Tuesday 25 Nov, 09:00–10:30` on the clock of the place that is visited. */
export function visitTime(locale: string, { startsAt, endsAt, timeZone }: OwnVisit): string {
  const format = new Intl.DateTimeFormat(locale, {
    ...({ weekday: 'long', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const),
    timeZone,
  });
  return format.formatRange(new Date(startsAt), new Date(endsAt));
}

/** `25 Nov 2026`. */
export function dayOf(locale: string, instant: Instant): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(instant));
}

/** `25 Nov 2026, 14:05`. */
export function momentOf(locale: string, instant: Instant): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

/** `€1,234.50`. */
export function amountOf(locale: string, { amount, currency }: Money): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
    amount / 10 ** placesOfCurrency(currency),
  );
}
