/** The stories of requests whose histories are kept: each is told by the public API, or by the doors that operators have in Temporal. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';

import { serviceRequestWorkflowId } from '#contracts/workflows/service-request.ts';
import { createOrder, type Desk, type DeskWorld } from '../support/order-desk.ts';
import { eventually } from '../support/eventually.ts';
import type { OrderTemporal } from '../support/order-temporal.ts';

export interface ToldRequest {
  readonly requestId: string;
  readonly number: string;
  readonly workflowId: string;
}

interface Telling {
  readonly desk: Desk;
  readonly world: DeskWorld;
  readonly temporal: OrderTemporal;
  readonly request: ToldRequest;
}

/** By name; each request counts a minute round the clock from its submission, of which so much has passed. */
export const requestStories: Readonly<
  Record<string, { readonly passedMs: number; readonly tell: (telling: Telling) => Promise<void> }>
> = {
  'request-accepted': { passedMs: 0, tell: (telling) => decide(telling, 'accept', {}) },
  'request-accepted-into-an-order': {
    passedMs: 0,
    tell: async (telling) => {
      const { orderId: intoOrderId } = await createOrder(telling.desk, telling.world);
      await decide(telling, 'accept', { intoOrderId });
    },
  },
  'request-rejected': {
    passedMs: 0,
    tell: async ({ temporal, request }) => {
      const handle = temporal.client.workflow.getHandle(request.workflowId);
      await handle
        .executeUpdate('reject', { updateId: 'no', args: [{ reasonCode: 'bad-mood' }] })
        .catch(() => undefined);
      await handle.executeUpdate('reject', { updateId: 'yes', args: [{ reasonCode: 'outside-service' }] });
    },
  },
  'request-withdrawn': { passedMs: 0, tell: (telling) => decide(telling, 'withdraw', {}) },
  'request-breached': {
    passedMs: 55_000,
    tell: async (telling) => {
      await eventually(async () => {
        const { response } = await readRequest(telling);
        if (response?.breachedAt === null) throw new Error('The request has not breached yet');
      });
      await decide(telling, 'accept', {});
    },
  },
};

/** A request for a story. */
export async function requestFor(desk: Desk, { customerId }: DeskWorld, name: string): Promise<ToldRequest> {
  const submittedAt = new Date(Date.now() - (requestStories[name]?.passedMs ?? 0)).toISOString();
  const { body } = await desk.mustDo('POST', '/v1/service-requests', {
    body: { customerId, subject: 'Cold', submittedAt },
    key: randomUUID(),
  });
  const request = z.object({ requestId: z.string(), number: z.string() }).parse(body);
  return { ...request, workflowId: serviceRequestWorkflowId(request.number) };
}

/** Requests have a minute to be answered, warned of after half of it. */
export async function giveRequestsAMinute(desk: Desk): Promise<void> {
  const targets = [
    { target: 'resolve', limitMinutes: 960 },
    { target: 'respond', limitMinutes: 1, warnAtShare: 0.5 },
  ];
  await desk.mustDo('PUT', '/v1/sla-policies/standard', {
    body: { name: 'Standard', calendarId: 'always-open', targets },
  });
}

async function decide({ desk, request }: Telling, how: string, body: object): Promise<void> {
  await desk.mustDo('POST', `/v1/service-requests/${request.requestId}/${how}`, { body });
}

async function readRequest({ desk, request }: Telling) {
  const { body } = await desk.mustDo('GET', `/v1/service-requests/${request.requestId}`);
  return z.object({ response: z.object({ breachedAt: z.string().nullable() }).nullable() }).parse(body);
}
