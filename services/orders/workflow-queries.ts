/** The ready-made queries over workflows, written from what the search attributes say and from the stage models there are. */
import { workflowQueryIds, type WorkflowQueryId } from '#contracts/http/service-orders-workflow-queries.ts';
import { workflowTypes, type SearchAttributeName } from '#contracts/workflows/ids.ts';
import { waitingForCustomer } from '#domain/service-orders/customer-status.ts';
import type { Stage, StageModel } from '#domain/service-orders/stage-model.ts';
import { addMs, type Instant } from '#domain/shared/instant.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Each query in the language of Temporal's visibility, as of an instant. */
export function workflowQueries(
  models: readonly StageModel[],
  now: Instant,
): readonly { readonly id: WorkflowQueryId; readonly query: string }[] {
  const ago = (ms: number) => JSON.stringify(addMs(now, -ms));
  const open = [`WorkflowType = ${JSON.stringify(workflowTypes.serviceOrder)}`, 'ExecutionStatus = "Running"'];
  const stages = models.flatMap((model) => model.stages);
  const ended = stages.filter(({ end }) => end !== 'none');
  const conditions: Readonly<Record<WorkflowQueryId, readonly string[]>> = {
    stuck: [...open, is('OrderProblem', 'stuck')],
    'at-risk': [...open, oneOf('SlaState', ['warned', 'breached'])],
    overdue: [...open, is('SlaState', 'breached')],
    'waiting-on-customer': [...open, is('WaitingFor', waitingForCustomer)],
    waiting: [...open, 'WaitingFor IS NOT NULL'],
    'unplanned-over-a-day': [
      ...open,
      ...['TechnicianRef IS NULL', 'WaitingFor IS NULL', `StartTime < ${ago(dayMs)}`],
      ...(ended.length === 0 ? [] : [`NOT ${oneOf('OrderStage', idsOf(ended))}`]),
    ],
    'done-not-posted': [
      ...open,
      is('OrderProgress', 'in-process'),
      oneOf('OrderStage', idsOf(stages.filter(({ end }) => end === 'done'))),
    ],
    open,
    'ended-by-hand': [
      `WorkflowType = ${JSON.stringify(workflowTypes.serviceOrder)}`,
      'ExecutionStatus IN ("Terminated", "Canceled", "Failed", "TimedOut")',
      `CloseTime > ${ago(7 * dayMs)}`,
    ],
    'mails-on-their-way': [
      `WorkflowType = ${JSON.stringify(workflowTypes.notification)}`,
      'ExecutionStatus = "Running"',
      `StartTime < ${ago(hourMs / 6)}`,
    ],
  };
  return workflowQueryIds.map((id) => ({ id, query: conditions[id].join(' AND ') }));
}

function is(attribute: SearchAttributeName, value: string): string {
  return `${attribute} = ${JSON.stringify(value)}`;
}

function oneOf(attribute: SearchAttributeName, values: readonly string[]): string {
  return `${attribute} IN (${values.map((value) => JSON.stringify(value)).join(', ')})`;
}

function idsOf(stages: readonly Stage[]): readonly string[] {
  return [...new Set(stages.map(({ id }) => id))].toSorted();
}
