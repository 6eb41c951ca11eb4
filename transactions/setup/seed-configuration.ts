/** The configuration of the first start: everything once, and the parameters that a later version brings. */
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { entriesOf, findEntry } from '#db/queries/setup.ts';
import { lockSetupEntry } from '#db/queries/setup-locks.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { companyId } from '#domain/setup/company.ts';
import { parameterNames, parameters } from '#domain/setup/parameters.ts';
import { defaultCaseEntries, defaultConfiguration } from './default-configuration.ts';
import type { DefaultEntry } from './default-configuration.ts';
import { publishIn } from './publish-entry.ts';

const actor = systemActor('seed');

/**
 * Publishes the configuration that comes with the product if there is no company yet, every parameter that has no value yet,
 * and what cases are about where nothing of it is there. Called at each start; several processes at once do it once. Gives the number of entries published.
 * Throws when a default is refused by its own rules, which is a bug.
 */
export function seedConfiguration(db: Db<'gateway'>, now: string): Promise<number> {
  return transaction(db, actor, async (t) => {
    await lockSetupEntry(t, 'seed');
    const isFirst = (await findEntry(t, 'company', companyId)) === undefined;
    const entries: DefaultEntry[] = isFirst ? [...defaultConfiguration] : [];
    if (!isFirst) entries.push(...(await missingCaseEntries(t)));
    for (const name of parameterNames) {
      if ((await findEntry(t, 'parameter', name)) !== undefined) continue;
      entries.push({ kind: 'parameter', id: name, data: { value: parameters[name].default } });
    }
    for (const entry of entries) await seed(t, entry, now);
    return entries.length;
  });
}

/** Those of a kind that has no entry at all: what somebody took off the list does not come back. */
async function missingCaseEntries(t: Transaction<'gateway'>): Promise<readonly DefaultEntry[]> {
  const missing: DefaultEntry[] = [];
  for (const kind of ['case-category', 'case-result'] as const) {
    if ((await entriesOf(t, kind)).length > 0) continue;
    missing.push(...defaultCaseEntries.filter((entry) => entry.kind === kind));
  }
  return missing;
}

async function seed(t: Transaction<'gateway'>, entry: DefaultEntry, now: string): Promise<void> {
  const published = await publishIn(t, actor, { ...entry, ifMatch: null, now });
  if (!published.ok) throw new Error(`The default ${entry.kind} ${entry.id} was refused: ${published.refusal.code}`);
}
