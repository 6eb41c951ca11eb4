/** Compares two JSON Schemas of an event: who reads by the old one must be able to read what the new one writes, and the other way round. */

type Json = Readonly<Record<string, unknown>>;

/** Words for people: they may change. */
const free = new Set(['description', 'title', '$comment', 'examples']);

/** What breaks readers, by JSON pointer; an optional member that is added breaks none, nor a definition that it needs. */
export function incompatibilities(before: unknown, after: unknown, at = '#'): readonly string[] {
  if (!isObject(before) || !isObject(after)) return same(before, after) ? [] : [`${at} was changed`];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)].filter((key) => !free.has(key)));
  return [...keys].flatMap((key) => {
    const place = `${at}/${key}`;
    if (key === 'properties' || key === '$defs')
      return ofProperties(asObject(before[key]), asObject(after[key]), place);
    if (key === 'required') return same(sorted(before[key]), sorted(after[key])) ? [] : [`${place} was changed`];
    return incompatibilities(before[key], after[key], place);
  });
}

function ofProperties(before: Json, after: Json, at: string): readonly string[] {
  return Object.entries(before).flatMap(([name, schema]) =>
    name in after ? incompatibilities(schema, after[name], `${at}/${name}`) : [`${at}/${name} was removed`],
  );
}

function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).sort() : [];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
