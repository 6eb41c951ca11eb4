/** Search attributes of a running workflow: what differs from what the server has is set, all in one call. */
import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';

/** @param keywords by their names; null takes the attribute away */
export function upsertWhatDiffers(keywords: Readonly<Record<string, string | null>>, slaDueAt: string | null): void {
  const known = workflowInfo().typedSearchAttributes;
  const changes: SearchAttributeUpdatePair[] = [];
  for (const [name, value] of Object.entries(keywords)) {
    const key = defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
    if ((known.get(key) ?? null) !== value) changes.push({ key, value });
  }
  const key = defineSearchAttributeKey('SlaDueAt', SearchAttributeType.DATETIME);
  const dueAt = slaDueAt === null ? null : Date.parse(slaDueAt);
  if ((known.get(key)?.getTime() ?? null) !== dueAt)
    changes.push({ key, value: dueAt === null ? null : new Date(dueAt) });
  if (changes.length > 0) upsertSearchAttributes(changes);
}
