/** Publishes SLA policies: each different content is a version, and orders keep the one they began with. */
import { slaEvents, slaPolicyAggregateId } from '#contracts/events/sla.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Actor } from '#contracts/roles.ts';
import { appendEvent } from '#db/outbox.ts';
import { insertSlaPolicy, latestCalendarVersion, latestSlaPolicy, lockSlaPolicy } from '#db/queries/sla.ts';
import type { SlaPolicyRow } from '#db/queries/sla.ts';
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse, type Decision, type Refused } from '#domain/shared/decision.ts';
import { differs } from '#domain/shared/numbered.ts';
import { validateSlaTarget, warnAfterMs, type SlaTargetRefusalCode } from '#domain/sla/target.ts';

type NewSlaPolicy = Omit<SlaPolicyRow, 'version'>;

/** What is wrong with a policy, by the place of the target in its list. */
export interface SlaPolicyFault {
  readonly index: number;
  readonly code: SlaTargetRefusalCode | 'sla.target-twice';
}

type PublishedSlaPolicy =
  | Decision<{ policy: SlaPolicyRow; isNew: boolean }, 'sla-policy.unknown-calendar'>
  | (Refused<'sla-policy.invalid'> & { readonly faults: readonly SlaPolicyFault[] });

/** Publishes the next version of a policy, unless it is the same as the latest one. */
export async function publishSlaPolicy(
  t: Transaction<'orders'>,
  actor: Pick<Actor, 'principal'>,
  wish: NewSlaPolicy,
  now: string,
): Promise<PublishedSlaPolicy> {
  const faults = faultsOf(wish);
  if (faults.length > 0) return { ...refuse('sla-policy.invalid'), faults };
  if ((await latestCalendarVersion(t, wish.calendarId)) === undefined) {
    return refuse('sla-policy.unknown-calendar', { params: { calendar: wish.calendarId } });
  }
  await lockSlaPolicy(t, wish.id);
  const latest = await latestSlaPolicy(t, wish.id);
  if (latest !== undefined && !differs(latest, { ...wish, version: latest.version })) {
    return accept({ policy: latest, isNew: false });
  }
  const policy: SlaPolicyRow = { ...wish, version: (latest?.version ?? 0) + 1 };
  await insertSlaPolicy(t, policy, { publishedAt: now, publishedBy: actor.principal });
  await appendEvent(t, slaEvents.policyPublished, {
    aggregateId: slaPolicyAggregateId(policy.id),
    version: policy.version,
    occurredAt: now,
    customerId: null,
    principal: actor.principal,
    data: {
      ...policy,
      targets: policy.targets.map(({ target, limitMs, warn, limitMsByPriority }) => ({
        ...{ target, limitMs, warnAfterMs: warnAfterMs(limitMs, warn) },
        ...(limitMsByPriority === undefined ? {} : { limitMsByPriority }),
      })),
    },
  });
  return accept({ policy, isNew: true });
}

function faultsOf({ targets }: NewSlaPolicy): readonly SlaPolicyFault[] {
  return targets.flatMap((target, index): SlaPolicyFault[] => {
    const isTwice = targets.findIndex((other) => other.target === target.target) < index;
    const faults = validateSlaTarget(target).map(({ code }) => ({ index, code }));
    return isTwice ? [{ index, code: 'sla.target-twice' }, ...faults] : faults;
  });
}

/** Two working days of eight hours, warned after three quarters. */
const defaultSlaPolicy: NewSlaPolicy = {
  id: 'standard',
  name: 'Standard',
  calendarId: 'default',
  targets: [{ target: 'resolve', limitMs: 16 * 3_600_000, warn: { atPercent: 75 } }],
};

/**
 * Publishes the SLA policy that comes with the product, unless there is one of its id or its calendar has not arrived
 * yet: called whenever a calendar arrives, done once. Throws when its own rules refuse it, which is a bug.
 */
export async function seedSlaPolicies(t: Transaction<'orders'>, now: string): Promise<void> {
  if ((await latestSlaPolicy(t, defaultSlaPolicy.id)) !== undefined) return;
  if ((await latestCalendarVersion(t, defaultSlaPolicy.calendarId)) === undefined) return;
  const published = await publishSlaPolicy(t, systemActor('seed'), defaultSlaPolicy, now);
  if (!published.ok) throw new Error(`The default SLA policy was refused: ${published.refusal.code}`);
}
