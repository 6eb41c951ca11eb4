/** Times as logs write them, read as instants: ISO 8601, epochs, or a pattern in a time zone. */
import type { Mapping } from './mapping.ts';

export type TimeReader = (text: string) => string | undefined;

const isoForm =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const secondMs = 1_000;
const minuteMs = 60_000;

/** Reads times of a mapping's form as RFC 3339 in UTC with milliseconds; undefined for what is none. @throws RangeError for an unknown zone */
export function timeReader({ format = 'iso', zone = 'UTC' }: Partial<NonNullable<Mapping['time']>> = {}): TimeReader {
  const offsetAt = zoneOffset(zone);
  switch (format) {
    case 'iso':
      return (text) => isoInstant(text.trim(), offsetAt);
    case 'epoch-seconds':
      return (text) => epochInstant(text, secondMs);
    case 'epoch-milliseconds':
      return (text) => epochInstant(text, 1);
    default:
      return patternReader(format, offsetAt);
  }
}

type OffsetAt = (epochMs: number) => number;

/** The offset of a zone from UTC at an instant, in milliseconds. */
function zoneOffset(zone: string): OffsetAt {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (epochMs) => {
    const part = Object.fromEntries(clock.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / secondMs) * secondMs;
  };
}

interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

function isoInstant(text: string, offsetAt: OffsetAt): string | undefined {
  const found = isoForm.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = found;
  const number = (digits: string | undefined) => Number(digits ?? 0);
  const wall = {
    ...{ year: number(year), month: number(month), day: number(day) },
    ...{ hour: number(hour), minute: number(minute), second: number(second) },
    ms: Math.floor(Number(`0.${fraction ?? 0}`) * secondMs),
  };
  return instantOf(wall, offset === undefined ? offsetAt : () => writtenOffset(offset));
}

function writtenOffset(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith('-') ? -minutes : minutes) * minuteMs;
}

/** A wall time as an instant; a time that a change of offset repeats is its first passage. */
function instantOf({ year, month, day, hour, minute, second, ms }: WallTime, offsetAt: OffsetAt): string | undefined {
  const local = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const date = new Date(local);
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal) return undefined;
  const before = local - offsetAt(local - 24 * 60 * minuteMs);
  const after = local - offsetAt(local + 24 * 60 * minuteMs);
  const fitting = [before, after].filter((instant) => instant + offsetAt(instant) === local);
  return toInstant(fitting.length > 0 ? Math.min(...fitting) : Math.max(before, after));
}

function epochInstant(text: string, unitMs: number): string | undefined {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? toInstant(Math.round(Number(text) * unitMs)) : undefined;
}

function toInstant(epochMs: number): string | undefined {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) || !/^\d{4}-/.test(date.toISOString()) ? undefined : date.toISOString();
}

const tokens = { yyyy: 'year', MM: 'month', dd: 'day', HH: 'hour', mm: 'minute', ss: 'second', SSS: 'ms' } as const;

function patternReader(pattern: string, offsetAt: OffsetAt): TimeReader {
  const names: (typeof tokens)[keyof typeof tokens][] = [];
  const source = pattern.replace(/yyyy|SSS|MM|dd|HH|mm|ss|[^\w\s]/g, (piece) => {
    if (!isToken(piece)) return `\\${piece}`;
    names.push(tokens[piece]);
    return piece.length > 2 ? `(\\d{${piece.length}})` : '(\\d{1,2})';
  });
  const form = new RegExp(`^${source}$`);
  const beginning: WallTime = { year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0, ms: 0 };
  return (text) => {
    const found = form.exec(text.trim());
    if (!found) return undefined;
    const given = Object.fromEntries(names.map((name, index) => [name, Number(found[index + 1])]));
    return instantOf({ ...beginning, ...given }, offsetAt);
  };
}

function isToken(piece: string): piece is keyof typeof tokens {
  return Object.hasOwn(tokens, piece);
}
