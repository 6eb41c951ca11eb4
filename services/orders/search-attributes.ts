/** Search attributes that a workflow begins with. */
import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';

/** Keywords by their names, and when the clock runs out; what is null is left out. */
export function searchAttributes(
  keywords: Readonly<Record<string, string | null>>,
  slaDueAt: string | null,
): SearchAttributePair[] {
  const pairs = Object.entries(keywords).flatMap(([name, value]): SearchAttributePair[] =>
    value === null ? [] : [{ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value }],
  );
  if (slaDueAt === null) return pairs;
  const dueKey = defineSearchAttributeKey('SlaDueAt', SearchAttributeType.DATETIME);
  return [...pairs, { key: dueKey, value: new Date(slaDueAt) }];
}
