/** The company's day, which local dates count from. */
import { setupValue } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import { companyId } from '#domain/setup/company.ts';
import { localDateAt } from '#domain/sla/local-time.ts';

/** The local date of an instant at the company. */
export async function companyDay(t: Transaction<'orders'>, at: string): Promise<string> {
  const company = await setupValue(t, 'company', companyId);
  return localDateAt(at, company?.data.timeZone ?? 'UTC');
}
