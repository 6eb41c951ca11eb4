/** Publishing an entry of the set-up: the row, its version for ever, and the event that every service's copy follows. */
import type { EventSpec } from '#contracts/events/envelope.ts';
import { setupAggregateId, setupEvents } from '#contracts/events/setup.ts';
import type { SetupData, SetupKind } from '#contracts/http/setup-schemas.ts';
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
  const { kind, id, data, ifMatch, now } = input;
  await lockSetupEntry(t, setupAggregateId(kind, id));
  const before = await lockEntry(t, kind, id);
  // Both were written by the same schema, so equal data is equal text.
  if (before !== undefined && JSON.stringify(before.data) === JSON.stringify(data)) {
    return accept({ entry: before, isNew: false });
  }
  const current = before?.version ?? 0;
  if (before !== undefined && ifMatch === null) return refuse('request.version-missing', { params: { current } });
  if (ifMatch !== null && ifMatch !== current) {
    return refuse('request.version-stale', { params: { sent: ifMatch, current } });
  }
  const version = current + 1;
  const decided = await checkEntry(t, kind, { id, version, before: before?.data, data, now });
  if (!decided.ok) return decided;
  const entry = { kind, id, version, data, changedAt: now };
  await saveEntry(t, entry, { companyId, changedBy: actor.principal });
  const spec: EventSpec = setupEvents[kind];
  await appendEvent(t, spec, {
    aggregateId: setupAggregateId(kind, id),
    version,
    occurredAt: now,
    customerId: null,
    companyId,
    data: { id, ...data },
  });
  return accept({ entry, isNew: before === undefined });
}
