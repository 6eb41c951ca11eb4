/** The rules of each kind of entry, with the rows that they need. */
import type { SetupData, SetupKind } from '#contracts/http/setup-schemas.ts';
import { setupAggregateId } from '#contracts/events/setup.ts';
import { isOfStaff } from '#db/queries/identity-staff.ts';
import { entriesOf, findEntry } from '#db/queries/setup.ts';
import { lockSetupEntry } from '#db/queries/setup-locks.ts';
import type { Transaction } from '#db/transaction.ts';
import { placeCategory } from '#domain/setup/case-category.ts';
import { changeCompany } from '#domain/setup/company.ts';
import type { CompanyRefusalCode } from '#domain/setup/company.ts';
import { checkBeginning } from '#domain/setup/order-type.ts';
import { checkParameter, isParameterName } from '#domain/setup/parameters.ts';
import { validateCalendar } from '#domain/sla/calendar.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { fieldTaken } from '#domain/shared/feed.ts';
import type { FeedSource } from '#domain/shared/feed.ts';

export type EntryRefusalCode =
  | CompanyRefusalCode
  | 'parameter.value'
  | 'calendar.invalid'
  | 'setup.reference-unknown'
  | 'resource.unknown'
  | 'feed.field-taken'
  | 'case-category.circle'
  | 'order-type.line-invalid'
  | 'order-type.task-twice';

/** What is to be published, and what it takes the place of. */
export interface EntryDraft<Kind extends SetupKind> {
  readonly id: string;
  readonly version: number;
  readonly before: SetupData[Kind] | undefined;
  readonly data: SetupData[Kind];
  readonly now: string;
}

type Checked =
  Promise<Decision<Record<never, never>, EntryRefusalCode>> | Decision<Record<never, never>, EntryRefusalCode>;
type Check<Kind extends SetupKind> = (t: Transaction<'gateway'>, draft: EntryDraft<Kind>) => Checked;

const nothing = () => accept({});

const checks: { readonly [Kind in SetupKind]: Check<Kind> } = {
  company: (_, { before, data }) => changeCompany(before ?? { ...data, placeholder: true }, data),
  parameter: async (t, { id, data }) => {
    if (!isParameterName(id)) return refuse('resource.unknown');
    const decided = checkParameter(id, data.value);
    if (!decided.ok || decided.to === null) return decided;
    return requireEntry(t, decided.to, String(data.value));
  },
  'order-type': (t, { data }) => checkOrderType(t, data),
  priority: nothing,
  category: nothing,
  'reason-code': nothing,
  'case-category': (t, { id, data }) => checkCaseCategory(t, id, data),
  'case-result': nothing,
  'feed-source': (t, { id, data }) => checkFeedSource(t, { id, ...data }),
  calendar: (_, { id, version, data, now }) => checkCalendar({ id, version, data, now }),
};

/** Whether an entry may be published. */
export async function checkEntry<Kind extends SetupKind>(
  t: Transaction<'gateway'>,
  kind: Kind,
  draft: EntryDraft<Kind>,
): Promise<Decision<Record<never, never>, EntryRefusalCode>> {
  return checks[kind](t, draft);
}

async function checkOrderType(t: Transaction<'gateway'>, data: SetupData['order-type']): Promise<Awaited<Checked>> {
  const found = await requireEntry(t, 'priority', data.priorityId);
  if (!found.ok || (data.lines === undefined && data.tasks === undefined)) return found;
  const categories = await entriesOf(t, 'category');
  return checkBeginning(data, new Map(categories.map(({ id, data: { lineTypes } }) => [id, lineTypes])));
}

async function requireEntry(t: Transaction<'gateway'>, kind: SetupKind, id: string): Promise<Awaited<Checked>> {
  const found = await findEntry(t, kind, id);
  return found === undefined ? refuse('setup.reference-unknown', { params: { kind, id } }) : accept({});
}

/** Of two categories that are put below each other at once, the later one is refused. */
async function checkCaseCategory(
  t: Transaction<'gateway'>,
  id: string,
  data: SetupData['case-category'],
): Promise<Awaited<Checked>> {
  const { parentId, priorityId, ownerId } = data;
  if (priorityId !== undefined) {
    const found = await requireEntry(t, 'priority', priorityId);
    if (!found.ok) return found;
  }
  if (ownerId !== undefined && !(await isOfStaff(t, ownerId)))
    return refuse('setup.reference-unknown', { params: { kind: 'user', id: ownerId } });
  if (parentId === undefined) return accept({});
  await lockSetupEntry(t, setupAggregateId('case-category', '*'));
  const categories = (await entriesOf(t, 'case-category')).map((each) => ({ id: each.id, ...each.data }));
  return placeCategory({ id, parentId }, categories);
}

/** Of two sources that take the same field at once, the later one is refused. */
async function checkFeedSource(t: Transaction<'gateway'>, source: FeedSource): Promise<Awaited<Checked>> {
  await lockSetupEntry(t, setupAggregateId('feed-source', '*'));
  const others = (await entriesOf(t, 'feed-source')).map(({ id, data }) => ({ id, ...data }));
  const taken = fieldTaken(source, others);
  return taken === undefined ? accept({}) : refuse('feed.field-taken', { params: taken });
}

function checkCalendar({ id, version, data, now }: Omit<EntryDraft<'calendar'>, 'before'>): Awaited<Checked> {
  const week = Object.fromEntries(Object.entries(data.week).filter(([, ranges]) => ranges !== undefined));
  const definition = { id, version, timeZone: data.timeZone, week, exceptions: data.exceptions };
  const mistakes = validateCalendar(definition, now.slice(0, 10));
  if (mistakes.length === 0) return accept({});
  const where = mistakes.map(({ code, params }) => `${code} (${params?.['where'] ?? ''})`).join(', ');
  return refuse('calendar.invalid', { params: { mistakes: where } });
}
