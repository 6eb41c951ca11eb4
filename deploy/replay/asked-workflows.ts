/** Asks the workflows themselves: where each stands, and which stages it was told of. */
import type { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import * as z from 'zod';

import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import { queryNames } from '#contracts/workflows/service-order.ts';
import { createLogger } from '#platform/logging.ts';
import { patiently } from '#platform/patience.ts';
import { connectTemporal } from '#platform/temporal/connect.ts';
import { payloadConverter } from '#platform/temporal/payload-converter.ts';
import { dataConverter } from '#platform/temporal/plugin.ts';
import { inParallel } from '#platform/in-parallel.ts';

export interface TemporalPlace {
  /** host:port */
  readonly address: string;
  readonly namespace: string;
}

export interface AskedWorkflow {
  /** Stages entered, in their order. */
  readonly entries: readonly string[];
  /** What it waits for by the clock; null in recorded time. */
  readonly nextAt: string | null;
  /** Timers that its history has armed and neither fired nor cancelled. */
  readonly pendingTimers: number;
}

export interface AskOptions {
  readonly atOnce: number;
  /** How long one workflow is asked for, in milliseconds. */
  readonly patienceMs: number;
}

/** Asks the workflows of orders. @returns what each said, by order number @throws what the last try threw */
export async function askWorkflows(
  place: TemporalPlace,
  numbers: readonly string[],
  { atOnce, patienceMs }: AskOptions,
): Promise<ReadonlyMap<string, AskedWorkflow>> {
  const temporal = connectTemporal({ ...place, log: createLogger({ name: 'replay', level: 'silent' }) });
  const asked = new Map<string, AskedWorkflow>();
  try {
    const client = await temporal.whenConnected();
    await inParallel(numbers, atOnce, async (number) => {
      asked.set(number, await patiently({ withinMs: patienceMs, everyMs: 500 }, () => askWorkflow(client, number)));
    });
  } finally {
    await temporal.stop();
  }
  return asked;
}

/** Every run counts, the oldest first: a workflow that was terminated and started again goes on where it was. */
async function askWorkflow(client: Client, number: string): Promise<AskedWorkflow> {
  const workflowId = serviceOrderWorkflowId(number);
  const view = KnownView.parse(await client.workflow.getHandle(workflowId).query(queryNames.view));
  const runs: { readonly runId: string; readonly startTime: Date }[] = [];
  for await (const run of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) runs.push(run);
  runs.sort((a, b) => a.startTime.getTime() - b.startTime.getTime());
  const told: string[] = [];
  let pendingTimers = 0;
  for (const { runId } of runs) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    told.push(...(await stagesTold(events ?? [])));
    pendingTimers = timersLeft(events ?? []);
  }
  return { entries: view.entered ?? withoutRepeats([...told, view.stage]), nextAt: view.nextAt, pendingTimers };
}

/** A view that says which stages were entered knows them all; without, what a lost task was told is missing. */
const KnownView = z.looseObject({
  stage: z.string(),
  nextAt: z.string().nullable(),
  entered: z.array(z.string()).optional(),
});

type HistoryEvent = NonNullable<
  Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>['events']
>[number];

/** Every decision's answer carries the view of then, recorded as the result of its local activity. */
async function stagesTold(events: readonly HistoryEvent[]): Promise<readonly string[]> {
  const payloads = events.flatMap((event) => event.markerRecordedEventAttributes?.details?.['result']?.payloads ?? []);
  const results = (await decoded(payloads)).map((payload) => payloadConverter.fromPayload<unknown>(payload));
  return results.flatMap((result) => {
    const told = Told.safeParse(result);
    return told.success ? [told.data.view.stage] : [];
  });
}

const Told = z.looseObject({ view: z.looseObject({ stage: z.string() }) });

async function decoded(payloads: readonly Payload[]): Promise<readonly Payload[]> {
  let plain = [...payloads];
  for (const codec of (dataConverter.payloadCodecs ?? []).toReversed()) plain = await codec.decode(plain);
  return plain;
}

function timersLeft(events: readonly HistoryEvent[]): number {
  const count = (isOne: (event: HistoryEvent) => unknown) => events.filter((event) => isOne(event)).length;
  return (
    count((event) => event.timerStartedEventAttributes) -
    count((event) => event.timerFiredEventAttributes) -
    count((event) => event.timerCanceledEventAttributes)
  );
}

function withoutRepeats(stages: readonly string[]): readonly string[] {
  return stages.filter((stage, index) => stage !== stages[index - 1]);
}
