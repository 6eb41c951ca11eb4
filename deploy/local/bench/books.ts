/** What a stack has written down, counted past every service: no throughput counts unless these agree. */
import { setTimeout as delay } from 'node:timers/promises';

import { Connection } from '@temporalio/client';
import pg from 'pg';
import * as z from 'zod';

import { serviceNames } from '#contracts/areas.ts';
import { reportingRoutes } from '#contracts/http/reporting.ts';
import { workflowTypes } from '#contracts/workflows/ids.ts';
import type { Stack } from '../stack.ts';
import type { Api } from './api.ts';

export interface Books {
  readonly orders: number;
  readonly closedOrders: number;
  readonly runningWorkflows: number;
  readonly completedWorkflows: number;
  /** In the outboxes of all services. */
  readonly events: number;
  readonly unsentEvents: number;
  /** By reporting's read models. */
  readonly appliedEvents: number;
}

export interface BookReader {
  /** As soon as nothing disagrees any more, or after 30 s. */
  readonly settled: () => Promise<Books>;
  readonly openOrders: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const settledWithinMs = 30_000;
const looksEveryMs = 200;

/** Opens connections of its own, to Postgres as its administrator and to Temporal. */
export async function openBooks(stack: Stack, api: Api): Promise<BookReader> {
  const { servers, options } = stack.installation;
  const url = new URL(servers.adminDatabaseUrl);
  url.pathname = `/${options.database}`;
  const database = new pg.Client({ connectionString: url.href });
  // A query that is lost says so itself.
  database.on('error', () => undefined);
  await database.connect();
  const temporal = await Connection.connect({ address: servers.temporalAddress });
  const one = async (query: string) => {
    const { rows } = await database.query<Record<string, string>>(query);
    return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value)]));
  };
  const workflows = async (status: string) => {
    const query = `WorkflowType = '${workflowTypes.serviceOrder}' AND ExecutionStatus = '${status}'`;
    const { count } = await temporal.workflowService.countWorkflowExecutions({ namespace: options.namespace, query });
    return Number(count);
  };
  const read = async (): Promise<Books> => {
    const { total, closed } = await one(ordersQuery);
    const { events, unsent } = await one(outboxesQuery);
    return {
      orders: total ?? 0,
      closedOrders: closed ?? 0,
      runningWorkflows: await workflows('Running'),
      completedWorkflows: await workflows('Completed'),
      events: events ?? 0,
      unsentEvents: unsent ?? 0,
      appliedEvents: await appliedEvents(api),
    };
  };
  return {
    async settled() {
      const deadline = performance.now() + settledWithinMs;
      for (;;) {
        const books = await read();
        if (disagreements(books).length === 0 || performance.now() > deadline) return books;
        await delay(looksEveryMs);
      }
    },
    async openOrders() {
      const { total, closed } = await one(ordersQuery);
      return (total ?? 0) - (closed ?? 0);
    },
    async close() {
      await database.end();
      await temporal.close();
    },
  };
}

const ordersQuery = 'select count(*) as total, count(closed_at) as closed from orders.service_orders';

const publishing = serviceNames.filter((name) => name !== 'reporting');
const outboxesQuery = `select count(*) as events, count(*) filter (where sent_at is null) as unsent from (
  ${publishing.map((schema) => `select sent_at from ${schema}.outbox where sink = 'kafka'`).join(' union all ')}) rows`;

async function appliedEvents(api: Api): Promise<number> {
  const { body } = await api.call(reportingRoutes.applied);
  return z.object({ total: z.int() }).parse(body).total;
}

/** What does not agree, in words; none when every started order is closed and every event applied. */
export function disagreements(books: Books): readonly string[] {
  const { orders, closedOrders, runningWorkflows, completedWorkflows, events, unsentEvents, appliedEvents } = books;
  return [
    ...(orders === closedOrders ? [] : [`${orders} orders were started, ${closedOrders} are closed`]),
    ...(orders === completedWorkflows && runningWorkflows === 0
      ? []
      : [`${orders} orders were started, ${completedWorkflows} workflows completed, ${runningWorkflows} still run`]),
    ...(events === appliedEvents ? [] : [`${events} events are in outboxes, ${appliedEvents} were applied`]),
    ...(unsentEvents === 0 ? [] : [`${unsentEvents} events were not sent`]),
  ];
}
