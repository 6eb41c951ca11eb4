/** What people and other systems find by a number or an external id: how such a thing may change. */
import { accept, refuse, type Decision } from './decision.ts';

export interface Numbered {
  readonly number: string;
  /** The id in the system that feeds the thing in, unique among its kind. */
  readonly externalId: string | null;
}

/** What a change may say; a field that is left out, or undefined, keeps its value. */
export type ChangeOf<Thing extends object> = { readonly [Field in keyof Thing]?: Thing[Field] | undefined };

export type NumberedRefusalCode = 'number.fixed' | 'external-id.fixed';

/**
 * A thing after a change, and whether anything is different at all: the same again is no event. A number and an external
 * id stay for ever once given, because documents and other systems refer to them.
 */
export function changeNumbered<Thing extends Numbered>(
  before: Thing,
  change: ChangeOf<Thing>,
): Decision<{ after: Thing; changed: boolean }, NumberedRefusalCode> {
  const after: Thing = { ...before, ...said(change) };
  if (after.number !== before.number) return refuse('number.fixed', { params: { number: before.number } });
  if (before.externalId !== null && after.externalId !== before.externalId) {
    return refuse('external-id.fixed', { params: { externalId: before.externalId } });
  }
  return accept({ after, changed: differs(before, after) });
}

/** The fields that were said, without those that are undefined. */
export function said<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Leaving undefined members out is exactly what the return type says.
  return Object.fromEntries(entries) as { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };
}

/** True when two things differ in a field; nested values are compared by content, whatever the order of their members. */
export function differs(before: object, after: object): boolean {
  return contentOf(before) !== contentOf(after);
}

/** The names of the fields that are not what they were. */
export function changedFields(before: object, after: object): readonly string[] {
  return Object.entries(after)
    .filter(([name, value]) => contentOf(value) !== contentOf(Reflect.get(before, name)))
    .map(([name]) => name);
}

/** The content of a JSON value as text that does not depend on the order of members; undefined members do not count. */
export function contentOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(contentOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${contentOf(member)}`).join(',')}}`;
}
