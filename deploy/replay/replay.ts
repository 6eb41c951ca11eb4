/** Drives a running Callout with an event log, and compares what became of it with the log. */
import { inParallel } from '#platform/in-parallel.ts';
import { readFile } from 'node:fs/promises';

import { createApiClient, Refusal } from './api-client.ts';
import type { ApiClient } from './api-client.ts';
import { askWorkflows } from './asked-workflows.ts';
import type { TemporalPlace } from './asked-workflows.ts';
import { compare } from './compare.ts';
import type { Comparison, Sequences } from './compare.ts';
import { countLog } from './count-log.ts';
import { entriesInPostgres, entriesInReadModel } from './gather.ts';
import { parseMapping } from './mapping.ts';
import type { Mapping } from './mapping.ts';
import { planCases, stagesOf } from './plan.ts';
import type { PlannedCase, Stages } from './plan.ts';
import { reportProgress } from './progress.ts';
import type { ReplayProgress } from './progress.ts';
import { publishCustomers, publishSetup, stageModelOf } from './publish.ts';
import { readLogFile } from './read-log.ts';
import type { BadRow } from './read-log.ts';
import { runCase } from './run-case.ts';
import type { CaseRun, RefusedStep } from './run-case.ts';

export interface ReplayOptions {
  readonly file: string;
  readonly mappingFile: string;
  /** The gateway's address. */
  readonly url: string;
  /** An API token with the roles `administrator` and `importer`. */
  readonly token: string;
  readonly temporal: TemporalPlace;
  /** Cases at once; a case's commands follow each other. */
  readonly atOnce: number;
  /** How long one call is tried for, in milliseconds. */
  readonly patienceMs: number;
  /** How long the read model may need to catch up, in milliseconds. */
  readonly settleMs: number;
  readonly say: (line: string) => void;
}

export interface ReplayReport extends Comparison {
  readonly cases: number;
  readonly orders: number;
  readonly badRows: readonly BadRow[];
  /** How many rows the independent reader leaves out. */
  readonly countedBadRows: number;
  readonly refused: readonly RefusedStep[];
  readonly open: number;
  readonly ended: number;
  readonly repairLines: number;
  /** Workflows that wait for an instant or have armed a timer, which in recorded time none does. */
  readonly withTimer: number;
  readonly orderIds: readonly string[];
  readonly commands: number;
  readonly commandsPerSecond: number;
  readonly seconds: number;
}

/** True when every case is an order, no command was refused, and all four counts agree. */
export function isFaithful(report: ReplayReport): boolean {
  const { cases, orders, badRows, countedBadRows, refused, differences } = report;
  return cases === orders && badRows.length === countedBadRows && refused.length === 0 && differences.length === 0;
}

/**
 * Replays a log; begun again it goes on where it was, because every command has its key.
 * @throws MappingError for a mapping that does not fit; NoAnswer when the product stays away
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  const startedAt = Date.now();
  const { say, atOnce } = options;
  const mappingText = await readFile(options.mappingFile, 'utf8');
  const mapping = parseMapping(mappingText);
  const log = await readLogFile(options.file, mapping);
  say(`Read ${log.rows} rows of ${log.cases.size} cases`);
  const api = createApiClient(options);
  const { stages, model } = await published(api, mapping, say);
  const plan = planCases(log.cases, mapping, stages);
  const badRows = [...log.badRows, ...plan.badRows].sort((a, b) => a.line - b.line);
  for (const { line, reason } of badRows) say(`  line ${line} is left out: it ${reason}`);
  const customers = await publishCustomers(api, plan.cases, atOnce);
  const commands = plan.cases.reduce((sum, { steps }) => sum + steps.length + 1, 0);
  const progress = reportProgress({ cases: plan.cases.length, commands }, say);
  const sender = createApiClient({ ...options, onRetry: progress.retried });
  const sent = await sendCases(plan.cases, { api: sender, customers, atOnce, progress }).finally(progress.stop);
  for (const { line, case: name, reason } of sent.refused) say(`  line ${line} of case ${name} was refused: ${reason}`);
  say('Asking orders, workflows and read model');
  const text = await readFile(options.file, mapping.csv?.encoding ?? 'utf8');
  const counted = countLog(text, mappingText, stages);
  const outcome = await compared(api, options, { runs: sent.runs, log: counted.sequences, stages, model });
  return {
    ...{ cases: counted.sequences.size, badRows, countedBadRows: counted.badRows, refused: sent.refused },
    ...{ commands, commandsPerSecond: progress.rate() },
    ...outcome,
    seconds: Math.round((Date.now() - startedAt) / 100) / 10,
  };
}

async function published(api: ApiClient, mapping: Mapping, say: ReplayOptions['say']) {
  if (mapping.setup) await publishSetup(api, mapping.setup);
  const model = await stageModelOf(api, mapping);
  say(`Orders of type ${mapping.order.type} begin with stage model ${model.id} version ${model.version}`);
  return { stages: stagesOf(model), model: model.stages.map(({ id }) => id) };
}

interface Sending {
  readonly api: ApiClient;
  readonly customers: ReadonlyMap<string, string>;
  readonly atOnce: number;
  readonly progress: ReplayProgress;
}

/** Sends the first case alone: what is wrong with all of them is found once. */
async function sendCases(cases: readonly PlannedCase[], { api, customers, atOnce, progress }: Sending) {
  const runs = new Map<string, CaseRun>();
  const refused: RefusedStep[] = [];
  const send = async (planned: PlannedCase) => {
    const customerId = customers.get(planned.customer.externalId) ?? '';
    const run = await runCase(planned, { api, customerId, onStep: progress.commandDone });
    runs.set(planned.case, run);
    refused.push(...run.refused);
    progress.caseDone();
  };
  const [first, ...others] = cases;
  if (first) await send(first);
  await inParallel(others, atOnce, async (planned) => {
    try {
      await send(planned);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ line: planned.create.line, case: planned.case, reason: `no order: ${error.message}` });
    }
  });
  return { runs, refused };
}

interface Replayed {
  readonly runs: ReadonlyMap<string, CaseRun>;
  readonly log: Sequences;
  readonly stages: Stages;
  /** The model's stages, in its order. */
  readonly model: readonly string[];
}

async function compared(api: ApiClient, options: ReplayOptions, { runs, log, stages, model }: Replayed) {
  const orderIds = [...runs.values()].map(({ orderId }) => orderId);
  const orders = await entriesInPostgres(api, orderIds, options.atOnce);
  const entries = new Map([...orders].map(([orderId, order]) => [orderId, order.entries]));
  const numbers = [...runs.values()].map(({ number }) => number);
  const [workflows, readModel] = await Promise.all([
    askWorkflows(options.temporal, numbers, options),
    entriesInReadModel(api, entries, options.settleMs),
  ]);
  const byCase = (entriesOf: (run: CaseRun) => readonly string[] | undefined): Sequences =>
    new Map(
      [...runs].flatMap(([name, run]) => {
        const found = entriesOf(run);
        return found === undefined ? [] : [[name, found] as const];
      }),
    );
  const comparison = compare(
    {
      log,
      postgres: byCase(({ orderId }) => entries.get(orderId)),
      workflow: byCase(({ number }) => workflows.get(number)?.entries),
      readModel: byCase(({ orderId }) => readModel.get(orderId)),
    },
    model,
  );
  const found = [...orders.values()];
  const ended = found.filter(({ stage }) => stages.ends.has(stage)).length;
  return {
    ...comparison,
    ...{ orders: found.length, ended, open: found.length - ended },
    repairLines: found.reduce((sum, order) => sum + order.repairLines, 0),
    withTimer: [...workflows.values()].filter((each) => each.pendingTimers > 0 || each.nextAt !== null).length,
    orderIds: found.map(({ orderId }) => orderId),
  };
}
