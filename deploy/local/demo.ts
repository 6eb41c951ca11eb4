/** The demo data: a small fictional service company, entered through the public API like anybody's data, once per folder. */
import { createApiClient, type ApiClient } from '../replay/api-client.ts';
import { enterAgreements } from './demo/agreements.ts';
import { bringHistory } from './demo/history.ts';
import { enterItems } from './demo/items.ts';
import { enterLogins, ensureLogins } from './demo/logins.ts';
import { enterOrders } from './demo/orders.ts';
import { enterCustomers, enterTechnicians } from './demo/people.ts';
import { submitRequests } from './demo/requests.ts';
import { enterSetUp } from './demo/set-up.ts';
import { demoMemory, rememberDemo } from './demo-memory.ts';
import type { Say } from './progress.ts';

export interface DemoOptions {
  /** Where the gateway answers. */
  readonly url: string;
  readonly adminToken: string;
  /** The installation's folder, which remembers what was entered. */
  readonly dir: string;
  readonly say: Say;
}

const patienceMs = 120_000;

/**
 * Enters the demo data unless the folder says that they are there. Every request has a fixed external id or key, so what
 * was interrupted is gone on with and nothing is entered twice.
 * @throws Refusal when a door says no; NoAnswer when the product does not answer for two minutes
 */
export async function loadDemo({ url, adminToken, dir, say }: DemoOptions): Promise<void> {
  const { begunAt, isDone } = demoMemory(dir) ?? { begunAt: new Date().toISOString(), isDone: false };
  if (isDone) return;
  rememberDemo(dir, { begunAt, isDone: false });
  ensureLogins(dir);
  await enterAll(createApiClient({ url, token: adminToken, patienceMs }), { dir, begunAt, say });
  rememberDemo(dir, { begunAt, isDone: true });
}

const steps = 8;

async function enterAll(
  api: ApiClient,
  { dir, begunAt, say }: { readonly dir: string; readonly begunAt: string; readonly say: Say },
): Promise<void> {
  const startedAt = Date.now();
  let number = 0;
  const step = async <Result>(what: string, work: Promise<Result>): Promise<Result> => {
    const result = await work;
    number += 1;
    say(`  demo data ${number}/${steps}: ${what}`);
    return result;
  };
  const going = (what: string) => (text: string) => say(`    ${what}: ${text}`);
  await step('emergencies and their SLA', enterSetUp(api));
  const customers = await step('customers with sites, contacts and lifts', enterCustomers(api));
  await step('a login of each role', enterLogins(api, dir, customers));
  const technicians = await step('technicians', enterTechnicians(api));
  const items = await step('items with stock, prices and costs', enterItems(api));
  const demo = { customers, technicians, items, begunAt };
  await submitRequests(api, customers, begunAt);
  await step('agreements, visits under them, and a case', enterAgreements(api, demo));
  await step('a year of finished orders', bringHistory(api, demo, going('finished orders')));
  await step('open orders in their stages, and requests', enterOrders(api, demo, going('open orders')));
  say(`The demo data are in after ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}
