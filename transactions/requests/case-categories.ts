/** The categories of cases as the set-up has them, and what a case of one begins with. */
import { userIdOf, type Actor } from '#contracts/roles.ts';
import { staffAmong } from '#db/queries/requests-cases.ts';
import { setupValues } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import {
  caseBeginsWith,
  defaultsOfCategory,
  type CaseBeginning,
  type CaseCategory,
  type SaidOfCase,
} from '#domain/setup/case-category.ts';
import { companyDay } from '../company-day.ts';

type Orders = Transaction<'orders'>;

export async function caseCategories(t: Orders): Promise<readonly CaseCategory[]> {
  return (await setupValues(t, 'case-category')).map(({ id, data }) => ({ ...data, id }));
}

/** What a new case begins with by what is said of it, its category, and who opens it. */
export async function begunWith(
  t: Orders,
  actor: Actor,
  said: SaidOfCase & { readonly category: string },
  now: string,
): Promise<CaseBeginning> {
  const defaults = defaultsOfCategory(said.category, await caseCategories(t));
  const openedBy = userIdOf(actor);
  const staff = await staffAmong(
    t,
    [defaults.ownerId, openedBy].filter((id) => typeof id === 'string'),
  );
  return caseBeginsWith(said, defaults, { openedBy, staff, today: await companyDay(t, now) });
}
