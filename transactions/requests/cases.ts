/** What is done to cases: each one transaction under the case's lock, with its event. */
import { v7 as uuidv7 } from 'uuid';

import type { EventSpec } from '#contracts/events/envelope.ts';
import { caseEvents } from '#contracts/events/requests-cases.ts';
import type { Actor } from '#contracts/roles.ts';
import { appendEvents, eventOf } from '#db/outbox.ts';
import { findCustomer } from '#db/queries/customers.ts';
import {
  findCase,
  findPart,
  insertCase,
  insertCaseNote,
  insertCasePart,
  isStaff,
  lineOfCase,
  lockLinesOf,
  lockCase,
  nextCaseNumber,
  partsOfCase,
  smallerCases,
  updateCase,
  type CaseRow,
} from '#db/queries/requests-cases.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import { findContact } from '#db/queries/sites-and-contacts.ts';
import type { Transaction } from '#db/transaction.ts';
import {
  addPart,
  belongTo,
  changeCase,
  closeCase,
  openCase,
  rateCase,
  recategorise,
  reopenCase,
  type CasePartKind,
  type ListedCode,
  type NextStep,
} from '#domain/requests/case.ts';
import type { CaseBeginning, SaidOfCase } from '#domain/setup/case-category.ts';
import { companyId } from '#domain/setup/company.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';
import { tellCaseClosed } from '../notifications/of-requests.ts';
import { begunWith } from './case-categories.ts';

type Orders = Transaction<'orders'>;
type Done = Decision<{ caseId: string }>;

export interface CaseFields {
  readonly category: string;
  readonly subject: string;
  readonly description: string | null;
  readonly priority: string | null;
  readonly contactId: string | null;
  readonly ownerId: string | null;
  readonly parentId: string | null;
  readonly nextStep: NextStep;
}

/** What is left out of a new case is as its category says. */
interface CaseWish extends Omit<CaseFields, keyof CaseBeginning>, SaidOfCase {
  readonly customerId: string;
  readonly parts: readonly { readonly kind: CasePartKind; readonly id: string }[];
}

/** Opens a case of a customer; what it is of belongs to it from the beginning. The caller must roll back a refusal. */
export async function open(t: Orders, actor: Actor, wish: CaseWish, now: string): Promise<Done> {
  const decided = openCase(await listed(t, 'case-category', wish.category));
  if (!decided.ok) return decided;
  const { parts, ...said } = wish;
  const { nextStep, ...fields } = { ...said, ...(await begunWith(t, actor, wish, now)) };
  const pointer = await missingReference(t, fields);
  if (pointer !== null) return refuse('reference.unknown', { params: { pointer } });
  const row: CaseRow = {
    ...{ ...fields, ...stepColumns(nextStep), caseId: uuidv7(), version: 1, companyId },
    ...{ number: await nextCaseNumber(t), status: decided.status, openedAt: now, openedBy: actor.principal },
    ...{ closedAt: null, resultCode: null, resultNote: null },
    ...{ rating: null, ratingText: null, ratedAt: null },
  };
  const fit = await unlessLarger(t, row);
  if (!fit.ok) return fit;
  await insertCase(t, row);
  await append(t, row, caseEvents.opened, headerOf(row), now);
  let current = row;
  for (const part of parts) {
    const added = await addTo(t, current, part, now);
    if (!added.ok) return added;
    current = added.row;
  }
  return accept({ caseId: row.caseId });
}

type CaseChange = { readonly [Name in keyof CaseFields]?: CaseFields[Name] | undefined } & {
  readonly status?: 'open' | 'waiting' | undefined;
};

/** Changes the version that was edited. */
export async function change(
  t: Orders,
  edit: { readonly caseId: string; readonly ifMatch: number },
  wish: CaseChange,
  now: string,
): Promise<Done> {
  const row = await lockCase(t, edit.caseId);
  if (row === undefined) return refuse('resource.unknown');
  if (row.version !== edit.ifMatch)
    return refuse('request.version-stale', { params: { sent: edit.ifMatch, current: row.version } });
  const decided = changeCase(row);
  if (!decided.ok) return decided;
  const { nextStep, ...fields } = wish;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const steps = nextStep === undefined ? {} : stepColumns(nextStep);
  const after: CaseRow = { ...row, ...given, ...steps, version: row.version + 1 };
  if (wish.category !== undefined) {
    const category = recategorise(row.category, await listed(t, 'case-category', wish.category));
    if (!category.ok) return category;
  }
  const pointer = await missingReference(t, after);
  if (pointer !== null) return refuse('reference.unknown', { params: { pointer } });
  if (after.parentId !== row.parentId) {
    const fit = await unlessLarger(t, after);
    if (!fit.ok) return fit;
  }
  return save(t, after, { spec: caseEvents.changed, data: headerOf(after) }, now);
}

/** Lets a request or an order belong to a case; what belongs to it already changes nothing. */
export async function addCasePart(
  t: Orders,
  { caseId, ...part }: { readonly caseId: string; readonly kind: CasePartKind; readonly id: string },
  now: string,
): Promise<Done> {
  const row = await lockCase(t, caseId);
  if (row === undefined) return refuse('resource.unknown');
  const added = await addTo(t, row, part, now);
  return added.ok ? accept({ caseId }) : added;
}

/** Notes something among ourselves. */
export async function note(
  t: Orders,
  actor: Actor,
  { caseId, text }: { readonly caseId: string; readonly text: string },
  now: string,
): Promise<Done> {
  const row = await lockCase(t, caseId);
  if (row === undefined) return refuse('resource.unknown');
  const decided = changeCase(row);
  if (!decided.ok) return decided;
  const { customerId } = row;
  const noteId = uuidv7();
  await insertCaseNote(t, { noteId, caseId, customerId, text, principal: actor.principal, createdAt: now });
  return save(t, { ...row, version: row.version + 1 }, { spec: caseEvents.noted, data: { noteId } }, now);
}

/** Closes a case with its result; the customer is told, and asked how it was. */
export async function close(
  t: Orders,
  wish: { readonly caseId: string; readonly resultCode: string; readonly note: string },
  now: string,
): Promise<Done> {
  const { caseId, resultCode, note: resultNote } = wish;
  const row = await lockCase(t, caseId);
  if (row === undefined) return refuse('resource.unknown');
  await lockLinesOf(t, row.customerId);
  const parts = (await partsOfCase(t, caseId)).filter(({ isOpen }) => isOpen);
  const smaller = (await smallerCases(t, caseId)).filter(({ status }) => status !== 'closed');
  const openParts = [...parts, ...smaller].map(({ number }) => number);
  const decided = closeCase(row, await listed(t, 'case-result', resultCode), openParts);
  if (!decided.ok) return decided;
  const { status, nextStep } = decided;
  const columns = { ...stepColumns(nextStep), status, closedAt: now, resultCode, resultNote };
  const after: CaseRow = { ...row, ...columns, version: row.version + 1 };
  await tellCaseClosed(t, after, resultNote, now);
  return save(t, after, { spec: caseEvents.closed, data: { resultCode } }, now);
}

/** Goes on with a closed case. */
export async function reopen(t: Orders, caseId: string, now: string): Promise<Done> {
  const row = await lockCase(t, caseId);
  if (row === undefined) return refuse('resource.unknown');
  const decided = reopenCase(row);
  if (!decided.ok) return decided;
  const columns = { status: decided.status, closedAt: null, resultCode: null, resultNote: null };
  return save(t, { ...row, ...columns, version: row.version + 1 }, { spec: caseEvents.reopened, data: {} }, now);
}

/** Keeps how the customer says it was; the same said again says nothing new. */
export async function rate(
  t: Orders,
  said: { readonly caseId: string; readonly rating: number; readonly text: string | null },
  now: string,
): Promise<Done> {
  const { caseId, rating, text } = said;
  const row = await lockCase(t, caseId);
  if (row === undefined) return refuse('resource.unknown');
  const decided = rateCase(row, now);
  if (!decided.ok) return decided;
  if (row.rating === rating && row.ratingText === text) return accept({ caseId });
  const after: CaseRow = { ...row, rating, ratingText: text, ratedAt: now, version: row.version + 1 };
  return save(t, after, { spec: caseEvents.rated, data: { rating } }, now);
}

async function addTo(
  t: Orders,
  row: CaseRow,
  { kind, id }: CaseWish['parts'][number],
  now: string,
): Promise<Decision<{ row: CaseRow }>> {
  const part = await findPart(t, kind, id);
  if (part === undefined) return refuse('reference.unknown', { params: { pointer: '/id' } });
  const decided = addPart(row, part);
  if (!decided.ok) return decided;
  const { caseId, customerId } = row;
  const isNew = await insertCasePart(t, { caseId, kind, partId: id, customerId, number: part.number, addedAt: now });
  if (!isNew) return accept({ row });
  const after = { ...row, version: row.version + 1 };
  await save(t, after, { spec: caseEvents.partAdded, data: { kind, partId: id } }, now);
  return accept({ row: after });
}

async function save(
  t: Orders,
  after: CaseRow,
  { spec, data }: { readonly spec: EventSpec; readonly data: object },
  now: string,
): Promise<Done> {
  await append(t, after, spec, data, now);
  await updateCase(t, after);
  return accept({ caseId: after.caseId });
}

async function append(t: Orders, row: CaseRow, spec: EventSpec, data: object, now: string): Promise<void> {
  const { caseId, number, customerId, version } = row;
  const facts = { aggregateId: caseId, version, occurredAt: now, customerId, companyId: row.companyId };
  await appendEvents(t, [eventOf(spec, { ...facts, data: { caseId, number, customerId, ...data } })]);
}

async function listed(t: Orders, kind: 'case-category' | 'case-result', code: string): Promise<ListedCode> {
  return { code, isOffered: (await setupValue(t, kind, code))?.data.active === true };
}

/** Whether the case may be part of the one that it names. */
async function unlessLarger(t: Orders, row: CaseRow): Promise<Decision<object>> {
  if (row.parentId === null) return accept({});
  await lockLinesOf(t, row.customerId);
  const larger = await findCase(t, row.parentId);
  if (larger === undefined) return refuse('reference.unknown', { params: { pointer: '/parentId' } });
  return belongTo(row, larger, await lineOfCase(t, larger.caseId));
}

function headerOf({ category, priority, ownerId, parentId, status, nextStepOn }: CaseRow) {
  return { category, priority, ownerId, parentId, status, nextStepOn };
}

function stepColumns(step: NextStep) {
  return { nextStep: step?.text ?? null, nextStepOn: step?.on ?? null };
}

async function missingReference(
  t: Orders,
  { customerId, contactId, priority, ownerId }: Pick<CaseRow, 'customerId' | 'contactId' | 'priority' | 'ownerId'>,
): Promise<string | null> {
  if ((await findCustomer(t, customerId)) === undefined) return '/customerId';
  if (contactId !== null && (await findContact(t, customerId, contactId)) === undefined) return '/contactId';
  if (priority !== null && (await setupValue(t, 'priority', priority)) === undefined) return '/priority';
  return ownerId !== null && !(await isStaff(t, ownerId)) ? '/ownerId' : null;
}
