/** Entering and changing agreements: lock, decide, save row and event in one transaction. */
import { v7 as uuidv7 } from 'uuid';

import { agreementsEvents } from '#contracts/events/agreements.ts';
import { appendEvent } from '#db/outbox.ts';
import {
  findAgreementGroup,
  hasOrders,
  insertAgreement,
  lockAgreement,
  nextAgreementNumber,
  updateAgreement,
} from '#db/queries/agreements.ts';
import type { AgreementRow } from '#db/queries/agreements.ts';
import { findCustomer } from '#db/queries/customers.ts';
import { isStaff } from '#db/queries/requests-cases.ts';
import { ownObjects } from '#db/queries/objects.ts';
import { findSite } from '#db/queries/sites-and-contacts.ts';
import { latestSlaPolicy } from '#db/queries/sla.ts';
import type { Transaction } from '#db/transaction.ts';
import { changeAgreement, checkAgreement, newAgreement } from '#domain/agreements/agreement.ts';
import type { Agreement, AgreementChange, AgreementRefusalCode } from '#domain/agreements/agreement.ts';
import { drawUpLines, type LineDraft } from '#domain/agreements/lines.ts';
import type { TaskDraft } from '#domain/agreements/task.ts';
import { companyId } from '#domain/setup/company.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { differs, type ChangeOf } from '#domain/shared/numbered.ts';
import { relatedTasks } from './tasks.ts';

type T = Transaction<'orders'>;

/** An agreement with its lines as they are asked for. */
export type AgreementDraft = Omit<AgreementChange, 'lines' | 'tasks'> & {
  readonly lines?: readonly LineDraft[] | undefined;
  readonly tasks?: readonly TaskDraft[] | undefined;
};

export type NewAgreementDraft = AgreementDraft &
  ChangeOf<Pick<Agreement, 'number'>> &
  Pick<Agreement, 'name' | 'customerId' | 'startsOn'>;

type DraftRefusalCode = AgreementRefusalCode | 'agreement.line-unknown' | 'reference.unknown' | 'service-task.unknown';
type Kept<Code extends string> = Decision<{ readonly row: AgreementRow }, Code>;

/** Enters an agreement at version 1. */
export async function enterAgreement(
  t: T,
  input: NewAgreementDraft,
  now: string,
): Promise<Kept<DraftRefusalCode | 'number.taken'>> {
  const drawn = drawUpLines([], input.lines ?? [], { startsOn: input.startsOn, newId: uuidv7 });
  if (!drawn.ok) return drawn;
  const related = await relatedTasks(t, input.tasks ?? []);
  if (!related.ok) return related;
  const groupId = input.groupId ?? null;
  const group = groupId === null ? undefined : await findAgreementGroup(t, groupId);
  const number = input.number ?? (await nextAgreementNumber(t));
  const agreement = newAgreement({ ...input, number, lines: drawn.lines, tasks: related.tasks }, group);
  const refused = checkAgreement(agreement);
  if (refused !== null) return refused;
  const pointer = await missingReference(t, agreement, null);
  if (pointer !== null) return refuse('reference.unknown', { params: { pointer } });
  const row: AgreementRow = { ...agreement, agreementId: uuidv7(), version: 1 };
  if (!(await insertAgreement(t, row, { companyId, createdAt: now }))) {
    return refuse('number.taken', { params: { number } });
  }
  await tell(t, row, now);
  return accept({ row });
}

/** The agreement of an id, as it was read at version `ifMatch`. */
export interface AgreementPlace {
  readonly agreementId: string;
  readonly ifMatch: number;
  readonly now: string;
}

type PlaceRefusalCode = 'resource.unknown' | 'request.version-stale' | 'reference.unknown';

/** Does what `decide` accepts to an agreement, with an event when anything is different. */
export async function keepAgreement<Code extends string>(
  t: T,
  { agreementId, ifMatch, now }: AgreementPlace,
  decide: (before: AgreementRow) => Promise<Decision<{ readonly after: Agreement }, Code>>,
): Promise<Kept<Code | PlaceRefusalCode>> {
  const before = await lockAgreement(t, agreementId);
  if (before === undefined) return refuse('resource.unknown');
  if (before.version !== ifMatch) {
    return refuse('request.version-stale', { params: { sent: ifMatch, current: before.version } });
  }
  const decided = await decide(before);
  if (!decided.ok) return decided;
  const after = { ...decided.after, agreementId, version: before.version };
  if (!differs(before, after)) return accept({ row: before });
  const pointer = await missingReference(t, after, before);
  if (pointer !== null) return refuse('reference.unknown', { params: { pointer } });
  const row: AgreementRow = { ...after, version: before.version + 1 };
  await updateAgreement(t, row);
  await tell(t, row, now);
  return accept({ row });
}

/** Changes an agreement by what was said of it. */
export async function editAgreement(
  t: T,
  place: AgreementPlace,
  { lines, tasks, ...change }: AgreementDraft,
): Promise<Kept<DraftRefusalCode | PlaceRefusalCode>> {
  return keepAgreement<DraftRefusalCode>(t, place, async (before) => {
    const startsOn = change.startsOn ?? before.startsOn;
    const drawn =
      lines === undefined
        ? accept({ lines: before.lines })
        : drawUpLines(before.lines, lines, { startsOn, newId: uuidv7 });
    if (!drawn.ok) return drawn;
    const related = tasks === undefined ? accept({ tasks: before.tasks }) : await relatedTasks(t, tasks);
    if (!related.ok) return related;
    const after = { ...change, lines: drawn.lines, tasks: related.tasks };
    return changeAgreement(before, after, await hasOrders(t, before.agreementId));
  });
}

/** The JSON pointer of a field that names something that is not there, or not the customer's; null when all is there. */
async function missingReference(t: T, agreement: Agreement, before: Agreement | null): Promise<string | null> {
  if (!(await isAnswering(t, agreement, before))) return '/responsibleId';
  const { customerId, siteId, billToCustomerId, groupId, slaPolicyId } = agreement;
  if (customerId !== null && (await findCustomer(t, customerId)) === undefined) return '/customerId';
  if (billToCustomerId !== null && (await findCustomer(t, billToCustomerId)) === undefined) return '/billToCustomerId';
  if (siteId !== null && (customerId === null || (await findSite(t, customerId, siteId)) === undefined))
    return '/siteId';
  if (groupId !== null && (await findAgreementGroup(t, groupId)) === undefined) return '/groupId';
  if (slaPolicyId !== null && (await latestSlaPolicy(t, slaPolicyId)) === undefined) return '/slaPolicyId';
  return strangeObject(t, agreement);
}

/** Where the agreement names an object that is not its customer's; null when all are. */
async function strangeObject(t: T, { customerId, objects }: Agreement): Promise<string | null> {
  const ids = objects.map(({ objectId }) => objectId);
  const own = customerId === null ? new Set() : await ownObjects(t, customerId, ids);
  const strange = ids.findIndex((id) => !own.has(id));
  return strange < 0 ? null : `/objects/${strange}/objectId`;
}

/** Whether whom it names is of the staff; who has left since stays named until somebody else is. */
async function isAnswering(t: T, { responsibleId }: Agreement, before: Agreement | null): Promise<boolean> {
  if (responsibleId === null || responsibleId === before?.responsibleId) return true;
  return isStaff(t, responsibleId);
}

async function tell(t: T, row: AgreementRow, occurredAt: string): Promise<void> {
  const { agreementId: aggregateId, version, customerId, templateGroup } = row;
  const data = { ...row, isTemplate: templateGroup !== null };
  await appendEvent(t, agreementsEvents.agreement, {
    ...{ aggregateId, version, customerId, companyId, occurredAt, data },
  });
}
