/** What a case of the log means: an order, and its commands in their order. Pure: the same rows and mapping give the same plan. */
import { createHash } from 'node:crypto';

import type * as z from 'zod';

import type { UpsertedCustomer } from '#contracts/http/customer-schemas.ts';
import type {
  ChangeStage,
  NewLine,
  NewNote,
  NewServiceOrder,
  RepairLineChange,
} from '#contracts/http/service-order-schemas.ts';
import type { SignOff } from '#contracts/http/service-order-schemas.ts';
import type { StageModel } from '#contracts/http/stage-models.ts';

import { timeReader } from './instants.ts';
import type { Action, Mapping } from './mapping.ts';
import { eventName } from './read-log.ts';
import type { BadRow, LogRow } from './read-log.ts';
import { carried, filled, filledCode, filledWhole } from './templates.ts';
import type { Values } from './templates.ts';

interface StepOf<Command extends string, Body> {
  readonly command: Command;
  /** The Idempotency-Key: log, case and row, so that sending it again is the same command. */
  readonly key: string;
  readonly line: number;
  readonly body: Body;
}

/** One command of a planned case. */
export type Step =
  | StepOf<'changeStage', z.input<typeof ChangeStage>>
  | StepOf<'addNote', z.input<typeof NewNote>>
  | StepOf<'openRepairLine' | 'changeRepairLine', z.input<typeof RepairLineChange>>
  | StepOf<'addLine', z.input<typeof NewLine> & { readonly occurredAt: string }>
  | StepOf<'signOff', z.input<typeof SignOff>>;

export interface PlannedCase {
  readonly case: string;
  readonly customer: PlannedCustomer;
  readonly create: {
    readonly key: string;
    readonly line: number;
    readonly body: Omit<z.input<typeof NewServiceOrder>, 'customerId'>;
  };
  readonly steps: readonly Step[];
  /** Rows that belong to it, those without a command included. */
  readonly rows: number;
}

export interface PlannedCustomer {
  readonly externalId: string;
  readonly body: z.input<typeof UpsertedCustomer>;
}

export interface Plan {
  readonly cases: readonly PlannedCase[];
  readonly badRows: readonly BadRow[];
}

/** What a plan needs of the stage model: where orders begin, and where they end. */
export interface Stages {
  readonly initial: string;
  readonly ends: ReadonlySet<string>;
}

/** @throws Error for a model without an initial stage, which cannot be published */
export function stagesOf({ id, stages }: Pick<StageModel, 'id' | 'stages'>): Stages {
  const initial = stages.find((stage) => stage.initial);
  if (!initial) throw new Error(`Stage model ${id} has no initial stage`);
  return { initial: initial.id, ends: new Set(stages.filter(({ end }) => end !== 'none').map((stage) => stage.id)) };
}

/** Plans all cases of a log. */
export function planCases(cases: ReadonlyMap<string, readonly LogRow[]>, mapping: Mapping, stages: Stages): Plan {
  const planned: PlannedCase[] = [];
  const badRows: BadRow[] = [];
  const startsSomewhere = mapping.events.some((rule) => rule.starts === true);
  for (const [name, rows] of cases) {
    const first = startsSomewhere ? rows.findIndex((row) => row.rule?.starts === true) : 0;
    const before = first === -1 ? rows : rows.slice(0, first);
    badRows.push(...before.map(({ line }) => ({ line, reason: `comes before its case "${name}" has started` })));
    const begun = first === -1 ? [] : rows.slice(first);
    const [start] = begun;
    if (start) planned.push(planCase(name, { start, rows: begun }, mapping, stages));
  }
  return { cases: planned, badRows };
}

interface BegunCase {
  readonly start: LogRow;
  readonly rows: readonly LogRow[];
}

function planCase(name: string, { start, rows }: BegunCase, mapping: Mapping, stages: Stages): PlannedCase {
  const steps: Step[] = [];
  const position = { stage: stages.initial };
  let values: Values = {};
  for (const row of rows) {
    values = carried(values, row.values);
    const context: RowContext = { mapping, row, values };
    actionsOf(context, stages.ends.has(position.stage)).forEach((action, index) => {
      const step = stepOf(action, { ...context, key: keyOf(mapping.log, row, index) }, position);
      if (step) steps.push(step);
    });
  }
  return {
    case: name,
    customer: customerOf(mapping, start),
    create: createOf(mapping, start),
    steps,
    rows: rows.length,
  };
}

/** `log/case/row`, with the place of the command where a row has several; a case whose name is no key is hashed. */
function keyOf(log: string, { case: name, row }: LogRow, index: number): string {
  const encoded = encodeURIComponent(name);
  const short = encoded.length <= 100 ? encoded : createHash('sha256').update(name).digest('hex');
  return `${log}/${short}/${row}${index === 0 ? '' : `.${index}`}`;
}

interface RowContext {
  readonly mapping: Mapping;
  readonly row: LogRow;
  readonly values: Values;
}

/** What a row asks for, by its rule, or as a note of what happened. */
function actionsOf({ mapping, row }: RowContext, hasEnded: boolean): readonly Action[] {
  const asNote: Action = { command: 'addNote', kind: 'internal', text: eventName(mapping, row.values) };
  if (hasEnded && mapping.afterEnd === 'note') return [asNote];
  if (hasEnded && mapping.afterEnd === 'ignore') return [];
  return row.rule?.do ?? [asNote];
}

interface ActionContext extends RowContext {
  readonly key: string;
}

function stepOf(action: Action, context: ActionContext, position: { stage: string }): Step | undefined {
  const { row, values, key } = context;
  const { line, at: occurredAt } = row;
  switch (action.command) {
    case 'changeStage':
      return moveOf(action, context, position);
    case 'addNote': {
      const text = filled(action.text, values);
      return text === '' ? undefined : { command: 'addNote', key, line, body: { kind: action.kind, text, occurredAt } };
    }
    case 'openRepairLine':
      return { command: action.command, key, line, body: { ...repairOf(action, values), occurredAt } };
    case 'changeRepairLine': {
      const finished = action.finished ? { finishedAt: occurredAt } : {};
      return { command: action.command, key, line, body: { ...repairOf(action, values), ...finished, occurredAt } };
    }
    case 'addLine':
      return lineOf(action, context);
    case 'signOff': {
      const signedBy = filledWhole(action.signedBy, values);
      const noSignatureReasonCode = filledCode(action.noSignatureReasonCode, values);
      if (signedBy === undefined) return undefined;
      return { command: 'signOff', key, line, body: { signedBy, noSignatureReasonCode, occurredAt } };
    }
  }
}

/** A move to the stage in which the order is already is none: the log repeats itself. */
function moveOf(
  action: Extract<Action, { command: 'changeStage' }>,
  { mapping, row, values, key }: ActionContext,
  position: { stage: string },
): Step | undefined {
  const { line, at: occurredAt } = row;
  if (action.to === position.stage) {
    if (mapping.repeats !== 'note') return undefined;
    const text = eventName(mapping, row.values);
    return { command: 'addNote', key, line, body: { kind: 'internal', text, occurredAt } };
  }
  position.stage = action.to;
  const until = filledWhole(action.until, values);
  const body = {
    to: action.to,
    reasonCode: filledCode(action.reasonCode, values),
    waitingFor: filledCode(action.waitingFor, values),
    until: until === undefined ? undefined : timeReader(mapping.time)(until),
    note: filledWhole(action.note, values),
    occurredAt,
  };
  return { command: 'changeStage', key, line, body };
}

function repairOf(action: Extract<Action, { command: 'openRepairLine' | 'changeRepairLine' }>, values: Values) {
  return {
    condition: filledCode(action.condition, values),
    symptom: filledCode(action.symptom, values),
    diagnosis: filledCode(action.diagnosis, values),
    resolution: filledCode(action.resolution, values),
    note: filledWhole(action.note, values),
  };
}

const thousandths = 1_000;

function lineOf(action: Extract<Action, { command: 'addLine' }>, context: ActionContext): Step | undefined {
  const { row, values, key } = context;
  const category = filledCode(action.category, values);
  const quantity = Number(filledWhole(action.quantity, values)?.replace(',', '.') ?? Number.NaN);
  if (category === undefined || !Number.isFinite(quantity)) return undefined;
  const body = {
    ...{ type: action.type, category, quantity: Math.round(quantity * thousandths) / thousandths },
    ...{ description: filledWhole(action.description, values), occurredAt: row.at },
  };
  return { command: 'addLine', key, line: row.line, body };
}

function createOf({ log, order }: Mapping, start: LogRow): PlannedCase['create'] {
  const { values, line, at: occurredAt } = start;
  const body = {
    orderType: order.type,
    priority: filledCode(order.priority, values),
    description: filledWhole(order.description, values),
    customerOrderNumber: filledWhole(order.customerOrderNumber, values)?.slice(0, 60),
    occurredAt,
  };
  return { key: keyOf(log, start, 0), line, body };
}

const longestExternalId = 120;
const longestName = 200;

function customerOf({ customer }: Mapping, { values }: LogRow): PlannedCustomer {
  const { externalId, name, ...rest } = customer;
  return {
    externalId: filled(externalId, values).slice(0, longestExternalId),
    body: { ...rest, name: filled(name, values).slice(0, longestName) },
  };
}
