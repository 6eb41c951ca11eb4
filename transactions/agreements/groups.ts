/** Keeping the groups of agreements. */
import { agreementGroupAggregateId, agreementsEvents } from '#contracts/events/agreements.ts';
import { appendEvent } from '#db/outbox.ts';
import { findAgreementGroup, lockAgreementGroup, saveAgreementGroup } from '#db/queries/agreements.ts';
import type { AgreementGroupRow } from '#db/queries/agreements.ts';
import { latestSlaPolicy } from '#db/queries/sla.ts';
import type { Transaction } from '#db/transaction.ts';
import type { AgreementGroup } from '#domain/agreements/agreement.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { differs } from '#domain/shared/numbered.ts';

/** Enters or changes a group; the same again is no event. Agreements that were made of it keep the SLA that they have. */
export async function keepAgreementGroup(
  t: Transaction<'orders'>,
  { groupId, ...content }: AgreementGroup & { readonly groupId: string },
  now: string,
): Promise<Decision<{ readonly row: AgreementGroupRow; readonly created: boolean }, 'reference.unknown'>> {
  const { slaPolicyId, active } = content;
  if (slaPolicyId !== null && (await latestSlaPolicy(t, slaPolicyId)) === undefined) {
    return refuse('reference.unknown', { params: { pointer: '/slaPolicyId' } });
  }
  await lockAgreementGroup(t, groupId);
  const before = await findAgreementGroup(t, groupId);
  const row: AgreementGroupRow = { ...content, groupId, version: (before?.version ?? 0) + 1 };
  if (before !== undefined && !differs(before, { ...row, version: before.version })) {
    return accept({ row: before, created: false });
  }
  await saveAgreementGroup(t, row);
  await appendEvent(t, agreementsEvents.group, {
    ...{ aggregateId: agreementGroupAggregateId(groupId), version: row.version, customerId: null, occurredAt: now },
    data: { groupId, slaPolicyId, active },
  });
  return accept({ row, created: before === undefined });
}
