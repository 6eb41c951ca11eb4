/** The categories of cases as the set-up has them, and what a case of one begins with. */
import { isStaff } from '#db/queries/requests-cases.ts';
import { setupValue, setupValues } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import type { NextStep } from '#domain/requests/case.ts';
import { defaultsOfCategory, type CaseCategory } from '#domain/setup/case-category.ts';
import { companyId } from '#domain/setup/company.ts';

import { addDays, localDateAt } from '#domain/sla/local-time.ts';

type Orders = Transaction<'orders'>;

export async function caseCategories(t: Orders): Promise<readonly CaseCategory[]> {
  return (await setupValues(t, 'case-category')).map(({ id, data }) => ({ ...data, id }));
}

/** What a category says of its cases. */
export interface BegunWith {
  readonly ownerId: string | null;
  readonly priority: string | null;
  readonly nextStep: NextStep;
}

/** What is said of a new case, and else what its category says. Whoever left the staff owns no new case. */
export async function begunWith(
  t: Orders,
  said: { readonly [Name in keyof BegunWith]?: BegunWith[Name] | undefined } & { readonly category: string },
  now: string,
): Promise<BegunWith> {
  const { ownerId, priorityId, firstStep } = defaultsOfCategory(said.category, await caseCategories(t));
  const owns = said.ownerId === undefined && ownerId !== undefined && (await isStaff(t, ownerId));
  return {
    ownerId: owns ? ownerId : (said.ownerId ?? null),
    priority: said.priority === undefined ? (priorityId ?? null) : said.priority,
    nextStep:
      said.nextStep === undefined && firstStep !== undefined
        ? { text: firstStep.text, on: addDays(await today(t, now), firstStep.withinDays) }
        : (said.nextStep ?? null),
  };
}

/** By the company's clock. */
async function today(t: Orders, now: string): Promise<string> {
  const company = await setupValue(t, 'company', companyId);
  return localDateAt(now, company?.data.timeZone ?? 'UTC');
}
