/** How the orders service speaks with orders' workflows: start, command, "rows changed". */
import {
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  isGrpcServiceError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { defineUpdate } from '@temporalio/workflow';

import { isProblemCode } from '#contracts/problems/catalogue.ts';
import {
  ROWS_CHANGED,
  type CommandInputs,
  type CommandName,
  type Outcome,
  type Refusal,
} from '#contracts/workflows/service-order.ts';
import { serviceOrderWorkflowId, taskQueues, workflowTypes } from '#contracts/workflows/ids.ts';
import type { StartOrder } from '#contracts/workflows/messages.ts';
import { searchAttributes } from './search-attributes.ts';

/** What became of a message: answered, refused by code, no such run, too many at once, or not known (sent again later). */
export type Sent =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'no-run' }
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'unknown'; readonly error: unknown };

export interface OrderWorkflows {
  readonly start: (order: StartOrder) => Promise<void>;
  readonly command: (message: CommandToSend) => Promise<Sent>;
  readonly rowsChanged: (number: string, id: string) => Promise<Sent>;
}

export interface CommandToSend {
  readonly number: string;
  readonly commandId: string;
  readonly name: CommandName;
  readonly input: CommandInputs[CommandName];
  readonly judgedAt: number;
  readonly waitMs: number;
}

/** A refusal of the server for want of capacity (RESOURCE_EXHAUSTED). */
const exhaustedCode = 8;

/**
 * @param client gives the client, or throws while Temporal has not been reached
 * @param publicUrl the gateway as the browser sees it, for links to the console
 */
export function createOrderWorkflows(client: () => Client, publicUrl = ''): OrderWorkflows {
  async function update(number: string, name: string, id: string, input: object, waitMs: number): Promise<Sent> {
    try {
      const temporal = client();
      const handle = temporal.workflow.getHandle(serviceOrderWorkflowId(number));
      const definition = defineUpdate<Outcome | undefined, [object]>(name);
      const outcome = await temporal.withDeadline(Date.now() + waitMs, () =>
        handle.executeUpdate(definition, { updateId: id, args: [input] }),
      );
      return { kind: 'outcome', outcome: outcome ?? { kind: 'done', version: 0, stage: '' } };
    } catch (error) {
      return sentOf(error);
    }
  }

  return {
    async start(order) {
      const { orderId, number } = order;
      await client().workflow.start(workflowTypes.serviceOrder, {
        taskQueue: taskQueues.orders,
        workflowId: serviceOrderWorkflowId(number),
        args: [{ orderId }],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        typedSearchAttributes: searchAttributesOf(order),
        staticSummary: `Service order ${number} of customer ${order.customerRef}`,
        // Current details say more, but only while a worker answers.
        staticDetails: `[Open ${number} in the console](${publicUrl}/orders/${orderId})`,
        requestEagerStart: true,
      });
    },
    command: ({ number, commandId, name, input, judgedAt, waitMs }) =>
      update(number, name, commandId, { ...input, judgedAt }, waitMs),
    rowsChanged: (number, id) => update(number, ROWS_CHANGED, id, {}, 10_000),
  };
}

function sentOf(error: unknown): Sent {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const refusal = refusalOf(error.cause);
    // The server's own failures (the run ended first) and those of a bug say nothing of what was decided.
    const isDecided = isProblemCode(refusal.code) && refusal.code !== 'order.superseded';
    return isDecided ? { kind: 'outcome', outcome: { kind: 'refused', ...refusal } } : { kind: 'unknown', error };
  }
  if (error instanceof WorkflowNotFoundError) return { kind: 'no-run' };
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return { kind: 'unknown', error };
  if (isGrpcServiceError(error) && error.code === exhaustedCode) return { kind: 'exhausted' };
  return { kind: 'unknown', error };
}

function refusalOf(failure: ApplicationFailure): Refusal {
  const [detail] = failure.details ?? [];
  const { params, allowed } = (detail ?? {}) as Pick<Refusal, 'params' | 'allowed'>;
  return { code: failure.type ?? 'internal', params, allowed };
}

function searchAttributesOf({ stage, progress, priority, customerRef, slaState, slaDueAt }: StartOrder) {
  return searchAttributes(
    {
      OrderStage: stage,
      OrderProgress: progress,
      OrderPriority: priority,
      CustomerRef: customerRef,
      SlaState: slaState,
    },
    slaDueAt,
  );
}
