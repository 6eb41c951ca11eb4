/** The demo data: a small fictional service company, entered through the public API like anybody's data, once per folder. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { createApiClient } from '../replay/api-client.ts';
import { enterItems } from './demo/items.ts';
import { enterOrders } from './demo/orders.ts';
import { enterCustomers, enterTechnicians } from './demo/people.ts';
import { submitRequests } from './demo/requests.ts';
import type { Say } from './progress.ts';

export interface DemoOptions {
  /** Where the gateway answers. */
  readonly url: string;
  readonly adminToken: string;
  /** The installation's folder, which remembers what was entered. */
  readonly dir: string;
  readonly say: Say;
}

/** When the demo data were begun: their dates are counted from it, so that going on sends the same requests again. */
const Memory = z.object({ begunAt: z.iso.datetime({ precision: 3 }), isDone: z.boolean() });

const patienceMs = 120_000;

/**
 * Enters the demo data unless the folder says that they are there. Every request has a fixed external id or key, so what
 * was interrupted is gone on with and nothing is entered twice.
 * @throws Refusal when a door says no; NoAnswer when the product does not answer for two minutes
 */
export async function loadDemo({ url, adminToken, dir, say }: DemoOptions): Promise<void> {
  const file = join(dir, 'demo.json');
  const { begunAt, isDone } = remembered(file) ?? { begunAt: new Date().toISOString(), isDone: false };
  if (isDone) return;
  writeFileSync(file, JSON.stringify({ begunAt, isDone: false }));
  const api = createApiClient({ url, token: adminToken, patienceMs });
  const steps = 5;
  const step = async <Result>(number: number, what: string, work: Promise<Result>): Promise<Result> => {
    const result = await work;
    say(`  demo data ${number}/${steps}: ${what}`);
    return result;
  };
  const customers = await step(1, 'customers with sites, contacts and lifts', enterCustomers(api));
  const technicians = await step(2, 'technicians', enterTechnicians(api));
  const items = await step(3, 'items with stock, prices and costs', enterItems(api));
  await step(4, 'requests', submitRequests(api, customers, begunAt));
  await step(5, 'orders in their stages', enterOrders(api, { customers, technicians, items, begunAt }));
  writeFileSync(file, JSON.stringify({ begunAt, isDone: true }));
}

function remembered(file: string): z.infer<typeof Memory> | undefined {
  try {
    return Memory.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
