/** Compares open orders with their workflows and starts those that are missing: a terminated order comes back at its stage. */
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';

import { systemActor } from '#contracts/roles.ts';
import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import type { Db } from '#db/connection.ts';
import { openOrders } from '#db/queries/order-lists.ts';
import { transaction } from '#db/transaction.ts';
import type { Logger } from '#platform/logging.ts';
import { startAgain } from '#transactions/service-orders/start-again.ts';
import type { OrderWorkflows } from '../order-workflows.ts';

export interface ReconcileOptions {
  readonly db: Db<'orders'>;
  readonly client: () => Client;
  readonly workflows: OrderWorkflows;
  readonly log: Logger;
}

export interface ReconcileReport {
  readonly open: number;
  /** Numbers of orders whose workflow was not running and was started. */
  readonly restarted: readonly string[];
}

const everyMs = 5 * 60_000;
const pageSize = 500;
const atOnce = 10;
/** A younger order's start may still be on its way. */
const graceMs = 10_000;

/** At start and every five minutes, until stopped. */
export function keepReconciled(options: ReconcileOptions): { readonly stop: () => void } {
  const look = () => {
    reconcile(options).catch((err: unknown) => options.log.warn({ err }, 'Orders and workflows could not be compared'));
  };
  const first = setTimeout(look, graceMs);
  const timer = setInterval(look, everyMs);
  first.unref();
  timer.unref();
  return {
    stop() {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}

/** One comparison of all open orders. */
export async function reconcile({ db, client, workflows, log }: ReconcileOptions): Promise<ReconcileReport> {
  const restarted: string[] = [];
  let open = 0;
  let after = '';
  for (;;) {
    const page = await transaction(db, systemActor('reconcile'), (t) => openOrders(t, after, pageSize));
    open += page.length;
    for (let at = 0; at < page.length; at += atOnce) {
      await Promise.all(
        page.slice(at, at + atOnce).map(async ({ orderId, number, createdAt }) => {
          if (Date.now() - Date.parse(createdAt) < graceMs || (await isRunning(client(), number))) return;
          const start = await startAgain(db, orderId);
          if (!start) return;
          await workflows.start(start);
          restarted.push(number);
          log.warn({ orderId, orderNumber: number }, 'An open order had no running workflow and got one');
        }),
      );
    }
    const last = page.at(-1);
    if (page.length < pageSize || !last) return { open, restarted };
    after = last.orderId;
  }
}

async function isRunning(client: Client, number: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(serviceOrderWorkflowId(number)).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
