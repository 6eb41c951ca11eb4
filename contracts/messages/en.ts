/** Every text that a user reads, keyed by code, in English. Areas add their lines; titles of problems come from their catalogue. */
import { problems } from '../problems/catalogue.ts';
import type { ProblemCode } from '../problems/catalogue.ts';

const problemTitles = Object.fromEntries(Object.entries(problems).map(([code, kind]) => [code, kind.title])) as Record<
  ProblemCode,
  string
>;

const texts = {
  'request.pointer.required': 'is missing',
  'request.pointer.unknown': 'is not known here: {names}',
  'request.pointer.text': 'contains a character that cannot be stored',
  'request.pointer.deep': 'is nested too deeply',
  'request.if-match.form': 'must be one strong entity tag, such as "7"',
  'route.unknown.detail': '{method} {path} leads nowhere.',
  'request.method.detail': 'Allowed here: {allowed}.',
  'request.media-type.detail': 'Send {accepted}.',
  'request.too-large.detail': 'At most {bytes} bytes are taken here.',
  'request.version-stale.detail': 'You changed version {sent}, it is at version {current} now.',
  'internal.detail': 'It has been logged as {traceId}.',
} as const;

/** The catalogue. */
export const en = { ...problemTitles, ...texts };

export type MessageCode = keyof typeof en;

/** The text of a code with its `{names}` filled in; a name without a value stays as it is, so that the gap is seen. */
export function message(code: MessageCode, values: Readonly<Record<string, string | number>> = {}): string {
  return en[code].replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}
