/** Amounts, quantities and times as people read them. */
import type { Money } from '#contracts/http/schemas.ts';
import type { Instant } from '#domain/shared/instant.ts';

import { text } from './texts.ts';

const locale = 'en-GB';

/** `€1,234.50` from minor units: a currency has the decimal places that it has. */
export function money({ amount, currency }: Money): string {
  return currencyFormat(currency).format(amount / 10 ** placesOf(currency));
}

/** How many decimal places a currency has. */
export function placesOf(currency: string): number {
  return currencyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

function currencyFormat(currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { style: 'currency', currency });
}

/** At most three decimal places. */
export function quantity(value: number | null, unit?: string): string {
  if (value === null) return text('none');
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(value);
  return unit === undefined ? number : `${number} ${unit}`;
}

/** `19 %` from hundredths of a percent. */
export function percent(basisPoints: number): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(basisPoints / 100)} %`;
}

/** `21 Nov 2026, 14:05`, in the reader's zone or the one given. */
export function dateTime(instant: Instant, timeZone?: string): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  return new Intl.DateTimeFormat(locale, options).format(new Date(instant));
}

/** `21 Nov, 14:05`: for lists, where the year goes without saying. */
export function shortDateTime(instant: Instant): string {
  const isThisYear = new Date(instant).getFullYear() === new Date().getFullYear();
  if (!isThisYear) return dateTime(instant);
  const options = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(instant));
}

/** `14:05`. */
export function timeOfDay(instant: Instant, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone }).format(new Date(instant));
}

/** `21 Nov 2026` of a calendar date. */
export function day(date: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${date}T00:00:00Z`));
}

/** The same words with instants as people read them. */
export function withReadableInstants(words: string): string {
  return words.replace(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z/g, (instant) => dateTime(instant));
}

const minuteMs = 60_000;
const units = [
  { unit: 'day', ms: 24 * 60 * minuteMs },
  { unit: 'hour', ms: 60 * minuteMs },
  { unit: 'minute', ms: minuteMs },
] as const;

/** `in 3 hours`, `2 days ago`, `now` within a minute, seen from a moment in epoch ms. */
export function relative(instant: Instant, nowMs: number): string {
  const away = Date.parse(instant) - nowMs;
  if (Math.abs(away) < minuteMs) return text('now');
  const { unit, ms } = units.find((candidate) => Math.abs(away) >= candidate.ms) ?? units[2];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(Math.trunc(away / ms), unit);
}
