/** The rules of each kind of entry, with the rows that they need. */
import type { SetupData, SetupKind } from '#contracts/http/setup-schemas.ts';
import { findEntry } from '#db/queries/setup.ts';
import type { Transaction } from '#db/transaction.ts';
import { changeCompany } from '#domain/setup/company.ts';
import type { CompanyRefusalCode } from '#domain/setup/company.ts';
import { checkParameter, isParameterName } from '#domain/setup/parameters.ts';
import { validateCalendar } from '#domain/sla/calendar.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';

export type EntryRefusalCode =
  CompanyRefusalCode | 'parameter.value' | 'calendar.invalid' | 'setup.reference-unknown' | 'resource.unknown';

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
  'order-type': (t, { data }) => requireEntry(t, 'priority', data.priorityId),
  priority: nothing,
  category: nothing,
  'reason-code': nothing,
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

async function requireEntry(t: Transaction<'gateway'>, kind: SetupKind, id: string): Promise<Awaited<Checked>> {
  const found = await findEntry(t, kind, id);
  return found === undefined ? refuse('setup.reference-unknown', { params: { kind, id } }) : accept({});
}

function checkCalendar({ id, version, data, now }: Omit<EntryDraft<'calendar'>, 'before'>): Awaited<Checked> {
  const week = Object.fromEntries(Object.entries(data.week).filter(([, ranges]) => ranges !== undefined));
  const definition = { id, version, timeZone: data.timeZone, week, exceptions: data.exceptions };
  const mistakes = validateCalendar(definition, now.slice(0, 10));
  if (mistakes.length === 0) return accept({});
  const where = mistakes.map(({ code, params }) => `${code} (${params?.['where'] ?? ''})`).join(', ');
  return refuse('calendar.invalid', { params: { mistakes: where } });
}
