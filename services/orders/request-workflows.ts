/** How the orders service speaks with the workflows of requests: start, and "look at the row again". */
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { defineUpdate } from '@temporalio/workflow';

import { taskQueues, workflowTypes } from '#contracts/workflows/ids.ts';
import type { RequestChanged, StartRequest } from '#contracts/workflows/messages.ts';
import {
  REQUEST_CHANGED,
  requestViewQuery,
  serviceRequestWorkflowId,
  type RequestView,
} from '#contracts/workflows/service-request.ts';
import { searchAttributes } from './search-attributes.ts';

export interface RequestWorkflows {
  readonly start: (request: StartRequest) => Promise<void>;
  /** A request without a run is left to whoever compares requests with their workflows. */
  readonly changed: (request: RequestChanged, id: string) => Promise<void>;
  readonly isRunning: (number: string) => Promise<boolean>;
  /** Where its workflow says that the request is; null when none is running, nowhere when it does not answer. */
  readonly place: (number: string) => Promise<{ readonly stage: string; readonly version: number | null } | null>;
}

const withinMs = 10_000;

/**
 * @param client gives the client, or throws while Temporal has not been reached
 * @param publicUrl the gateway as the browser sees it, for links to the console
 */
export function createRequestWorkflows(client: () => Client, publicUrl: string): RequestWorkflows {
  const handleOf = (number: string) => client().workflow.getHandle(serviceRequestWorkflowId(number));
  const isRunning = async (number: string) => {
    try {
      return (await handleOf(number).describe()).status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  };
  return {
    async start(request) {
      const { requestId, number, customerRef, priority, slaState, slaDueAt } = request;
      await client().workflow.start(workflowTypes.serviceRequest, {
        taskQueue: taskQueues.orders,
        workflowId: serviceRequestWorkflowId(number),
        args: [{ requestId }],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
        typedSearchAttributes: searchAttributes(
          { CustomerRef: customerRef, SlaState: slaState, OrderPriority: priority },
          slaDueAt,
        ),
        staticSummary: `Request ${number} of customer ${customerRef}`,
        staticDetails: `[Open the queue in the console](${publicUrl}/requests)`,
      });
    },
    async changed({ number }, id) {
      try {
        await client().withDeadline(Date.now() + withinMs, () =>
          handleOf(number).executeUpdate(defineUpdate<void>(REQUEST_CHANGED), { updateId: id }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
    isRunning,
    async place(number) {
      if (!(await isRunning(number))) return null;
      try {
        const view = await client().withDeadline(Date.now() + withinMs, () =>
          handleOf(number).query<RequestView | null>(requestViewQuery),
        );
        return view && { stage: view.status, version: view.version };
      } catch {
        return { stage: 'no answer', version: null };
      }
    },
  };
}
