/** Publishing an entry of the set-up: the row, its version for ever, and the event that every service's copy follows. */
import type { EventSpec } from '#contracts/events/envelope.ts';
import { setupAggregateId, setupEvents } from '#contracts/events/setup.ts';
import { setupData } from '#contracts/http/setup-schemas.ts';
import type { SetupData, SetupKind } from '#contracts/http/setup-schemas.ts';
import { toldUses } from '#domain/setup/reason-code.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { appendEvent } from '#db/outbox.ts';
import { lockEntry, saveEntry } from '#db/queries/setup.ts';
import type { SetupEntry } from '#db/queries/setup.ts';
import { lockSetupEntry } from '#db/queries/setup-locks.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { companyId } from '#domain/setup/company.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { checkEntry } from './check-entry.ts';
import type { EntryRefusalCode } from './check-entry.ts';

export interface Publication<Kind extends SetupKind> {
  readonly kind: Kind;
  readonly id: string;
  readonly data: SetupData[Kind];
  /** The version that is changed; null to publish a new entry. */
  readonly ifMatch: number | null;
  readonly now: string;
}

type PublishRefusal = EntryRefusalCode | 'request.version-missing' | 'request.version-stale';
type Published<Kind extends SetupKind> = Decision<{ entry: SetupEntry<Kind>; isNew: boolean }, PublishRefusal>;

/** Publishes the first or the next version of an entry. The same data again is no new version, whatever `ifMatch` says. */
export function publishEntry<Kind extends SetupKind>(
  db: Db<'gateway'>,
  actor: Actor,
  input: Publication<Kind>,
): Promise<Published<Kind>> {
  return transaction(db, actor, (t) => publishIn(t, actor, input));
}

/** The same inside a transaction that publishes several entries. */
export async function publishIn<Kind extends SetupKind>(
  t: Transaction<'gateway'>,
  actor: Actor,
  input: Publication<Kind>,
): Promise<Published<Kind>> {
  const { kind, id } = input;
  await lockSetupEntry(t, setupAggregateId(kind, id));
  const before = await lockEntry(t, kind, id);
  const decided = await decidePublication(t, before, input);
  if (!decided.ok) return decided;
  if (decided.isNext) await savePublication(t, actor, decided.entry);
  return accept({ entry: decided.entry, isNew: before === undefined });
}

/** What would be published in the place of a locked entry; not `isNext` where the data are the same. */
export async function decidePublication<Kind extends SetupKind>(
  t: Transaction<'gateway'>,
  before: SetupEntry<Kind> | undefined,
  { kind, id, data, ifMatch, now }: Publication<Kind>,
): Promise<Decision<{ entry: SetupEntry<Kind>; isNext: boolean }, PublishRefusal>> {
  // Both were written by the same schema, so equal data is equal text.
  if (before !== undefined && JSON.stringify(before.data) === JSON.stringify(data)) {
    return accept({ entry: before, isNext: false });
  }
  const current = before?.version ?? 0;
  if (before !== undefined && ifMatch === null) return refuse('request.version-missing', { params: { current } });
  if (ifMatch !== null && ifMatch !== current) {
    return refuse('request.version-stale', { params: { sent: ifMatch, current } });
  }
  const version = current + 1;
  const decided = await checkEntry(t, kind, { id, version, before: before?.data, data, now });
  if (!decided.ok) return decided;
  return accept({ entry: { kind, id, version, data, changedAt: now }, isNext: true });
}

/** Writes what was decided, and the event of it. */
export async function savePublication<Kind extends SetupKind>(
  t: Transaction<'gateway'>,
  actor: Actor,
  entry: SetupEntry<Kind>,
): Promise<void> {
  const { kind, id, version, data, changedAt } = entry;
  await saveEntry(t, entry, { companyId, changedBy: actor.principal });
  const spec: EventSpec = setupEvents[kind];
  await appendEvent(t, spec, {
    aggregateId: setupAggregateId(kind, id),
    version,
    occurredAt: changedAt,
    customerId: null,
    companyId,
    data: { id, ...toldData(kind, data) },
  });
}

/** The data of an entry as its event tells them: of a reason code in the words that the first events had. */
export function toldData(kind: SetupKind, data: object): object {
  if (kind !== 'reason-code') return data;
  const reason = setupData['reason-code'].parse(data);
  return { ...reason, ...toldUses(reason.uses) };
}
