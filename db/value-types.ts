/** How Postgres values arrive in the code: numbers, and text for everything that has a calendar. */
import pg from 'pg';

const oid = { int8: 20, numeric: 1700, date: 1082, time: 1083, timestamp: 1114, timestamptz: 1184, interval: 1186 };
const arrayOid = { int8: 1016, numeric: 1231, date: 1182, time: 1183, timestamp: 1115, timestamptz: 1185 };

/** The parsers of every connection of ours. Other types keep the driver's own (uuid, text: string; jsonb: JSON value). */
export const valueTypes = new pg.TypeOverrides();
valueTypes.setTypeParser(oid.int8, parseSafeInteger);
valueTypes.setTypeParser(oid.numeric, Number);
valueTypes.setTypeParser(oid.date, String);
valueTypes.setTypeParser(oid.time, String);
valueTypes.setTypeParser(oid.timestamp, parseLocal);
valueTypes.setTypeParser(oid.timestamptz, parseInstant);
valueTypes.setTypeParser(oid.interval, String);
valueTypes.setTypeParser(arrayOid.int8, (text) => parseArray(text, parseSafeInteger));
valueTypes.setTypeParser(arrayOid.numeric, (text) => parseArray(text, Number));
valueTypes.setTypeParser(arrayOid.date, (text) => parseArray(text, String));
valueTypes.setTypeParser(arrayOid.time, (text) => parseArray(text, String));
valueTypes.setTypeParser(arrayOid.timestamp, (text) => parseArray(text, parseLocal));
valueTypes.setTypeParser(arrayOid.timestamptz, (text) => parseArray(text, parseInstant));

/** A bigint as a number. Throws RangeError beyond 2^53, where a number would be another number. */
export function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} does not fit a number`);
  return value;
}

/**
 * `2026-11-21 10:13:00.1+00`, which is what a session in UTC says, as RFC 3339 with three decimals. Finer digits are
 * cut off. Throws RangeError for what is no instant (`infinity`, years before 0001 or after 9999).
 */
export function parseInstant(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (match === null) throw new RangeError(`not an instant in UTC: ${text}`);
  const [, day, time, fraction = ''] = match;
  return `${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}

/** A local time without a zone, `2026-11-21T10:13:00`. */
function parseLocal(text: string): string {
  return text.replace(' ', 'T');
}

/** A one-dimensional array of values that contain neither commas nor braces; null elements stay null. */
function parseArray<T>(text: string, parse: (element: string) => T): readonly (T | null)[] {
  const inner = text.slice(1, -1);
  if (inner === '') return [];
  return inner.split(',').map((element) => (element === 'NULL' ? null : parse(element.replaceAll('"', ''))));
}
