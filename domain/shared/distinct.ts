/** Things that are told apart by a name. */

/** The first name that is there a second time; null when each is there once. */
export function repeated(names: readonly string[]): string | null {
  return names.find((name, index) => names.indexOf(name) < index) ?? null;
}

/** What is there, and of the other what is not there yet. */
export function merged<Thing>(
  own: readonly Thing[],
  other: readonly Thing[],
  keyOf: (thing: Thing) => string,
): Thing[] {
  const keys = new Set(own.map(keyOf));
  return [...own, ...other.filter((thing) => !keys.has(keyOf(thing)))];
}
