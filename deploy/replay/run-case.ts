/** Sends one planned case: the order, then its commands one after the other, each as often as it takes. */
import { setTimeout as delay } from 'node:timers/promises';

import type * as z from 'zod';

import { serviceOrderRoutes as routes } from '#contracts/http/service-orders.ts';
import type { RepairLine, RepairLineChange, ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { NoAnswer, Refusal } from './api-client.ts';
import type { ApiClient } from './api-client.ts';
import type { PlannedCase, Step } from './plan.ts';
import { untilArrived } from './until-arrived.ts';

/** A command that the product refused, by the line of its event. */
export interface RefusedStep {
  readonly line: number;
  readonly case: string;
  readonly reason: string;
}

export interface CaseRun {
  readonly orderId: string;
  readonly number: string;
  readonly refused: readonly RefusedStep[];
}

export interface CaseOptions {
  readonly api: ApiClient;
  readonly customerId: string;
  /** Told of each command that was answered. */
  readonly onStep: () => void;
}

/**
 * Creates the order, or finds the one that an earlier run created, and sends its commands. A refused command is written down
 * and the rest goes on.
 * @throws Refusal when there can be no order; NoAnswer when the product stays away
 */
export async function runCase(planned: PlannedCase, { api, customerId, onStep }: CaseOptions): Promise<CaseRun> {
  const { key, body } = planned.create;
  // The order type was published to another service, and is on its way to this one.
  const created = await untilArrived('order.unknown-reference', () =>
    api.call(routes.create, { key, body: { ...body, customerId } }),
  );
  const order = created.body;
  onStep();
  const repair = repairLines(api, order, planned.steps);
  const refused: RefusedStep[] = [];
  for (const step of planned.steps) {
    try {
      await send(api, order, step, repair);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ line: step.line, case: planned.case, reason: error.message });
    }
    onStep();
  }
  return { orderId: order.orderId, number: order.number, refused };
}

type Order = Pick<z.input<typeof ServiceOrder>, 'orderId' | 'repairLines'>;
type Repair = ReturnType<typeof repairLines>;

async function send(api: ApiClient, { orderId }: Order, step: Step, repair: Repair): Promise<void> {
  const params = { orderId };
  switch (step.command) {
    case 'changeStage': {
      const { body } = step;
      return commanded(api, step.key, (key) => api.call(routes.changeStage, { params, key, body }));
    }
    case 'signOff': {
      const { body } = step;
      return commanded(api, step.key, (key) => api.call(routes.signOff, { params, key, body }));
    }
    case 'addNote':
      await api.call(routes.addNote, { params, key: step.key, body: step.body });
      return;
    case 'addLine':
      await api.call(routes.addLine, { params, key: step.key, body: step.body });
      return;
    case 'openRepairLine':
      return repair.open(step);
    case 'changeRepairLine':
      return repair.change(step);
  }
}

type Answered = { readonly status: 200 } | { readonly status: 202; readonly body: { readonly operationId: string } };

/** Sends a command and waits for its end; one that was withdrawn unsent is sent under the next key. */
async function commanded(api: ApiClient, key: string, ask: (key: string) => Promise<Answered>): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await ask(turn === 0 ? key : `${key}~${turn}`);
      if (answer.status === 202 && (await followed(api, answer.body.operationId)) === 'withdrawn') continue;
      return;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'command.withdrawn') throw error;
      await delay(withdrawnPauseMs);
    }
  }
}

const withdrawnPauseMs = 500;
const firstLookMs = 100;
const longestLookMs = 2_000;

/** Looks at an operation until it has an outcome. @throws Refusal when it was refused; NoAnswer when it gets none */
async function followed(api: ApiClient, operationId: string): Promise<'done' | 'withdrawn'> {
  const deadline = Date.now() + api.patienceMs;
  for (let pauseMs = firstLookMs; ; pauseMs = Math.min(longestLookMs, pauseMs * 2)) {
    const { body } = await api.call(routes.operation, { params: { operationId } });
    if (body.status === 'done' || body.status === 'withdrawn') return body.status;
    if (body.status === 'refused') throw new Refusal(problemOf(body.problem));
    if (Date.now() > deadline) throw new NoAnswer(`Operation ${operationId} of order ${body.number} has no outcome`);
    await delay(pauseMs);
  }
}

function problemOf(problem: { code: string; title: string; detail: string | null } | null) {
  const { code = 'internal', title = '', detail = null } = problem ?? {};
  return { type: `/problems/${code}`, status: 409, code, title, ...(detail === null ? {} : { detail }) };
}

type Line = z.input<typeof RepairLine>;
type Change = z.input<typeof RepairLineChange>;
type RepairStep = Extract<Step, { command: 'openRepairLine' | 'changeRepairLine' }>;

/**
 * The repair lines of an order. A change has no Idempotency-Key, so one that an earlier run has made is known by the line
 * itself: its fields have the value of this change or of a later one.
 */
function repairLines(api: ApiClient, order: Order, steps: readonly Step[]) {
  const params = { orderId: order.orderId };
  const known = new Map<string, Line>(order.repairLines.map((line) => [line.repairLineId, line]));
  let latest: string | undefined;

  async function open({ key, body }: RepairStep): Promise<void> {
    const { body: line } = await api.call(routes.addRepairLine, { params, key, body });
    latest = line.repairLineId;
    if (!known.has(line.repairLineId)) known.set(line.repairLineId, line);
  }

  /** This change and those that follow on the same line. */
  function ahead(step: RepairStep): readonly Change[] {
    const rest = steps.slice(steps.indexOf(step));
    const next = rest.findIndex(({ command }) => command === 'openRepairLine');
    return (next === -1 ? rest : rest.slice(0, next)).flatMap((each) =>
      each.command === 'changeRepairLine' ? [each.body] : [],
    );
  }

  return {
    open,
    async change(step: RepairStep): Promise<void> {
      if (latest === undefined) return open(step);
      const line = known.get(latest);
      if (line && isMade(line, step.body, ahead(step))) return;
      const { body } = await api.call(routes.changeRepairLine, {
        params: { ...params, repairLineId: latest },
        body: step.body,
      });
      known.set(latest, body);
    },
  };
}

const fields = ['condition', 'symptom', 'diagnosis', 'resolution', 'note', 'finishedAt'] as const;

/** Whether a line shows a change already: every field that it sets has its value, or one that is set later. */
export function isMade(line: Pick<Line, (typeof fields)[number]>, change: Change, ahead: readonly Change[]): boolean {
  return fields.every((field) => change[field] === undefined || ahead.some((later) => later[field] === line[field]));
}
