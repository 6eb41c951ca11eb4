/** A running stack's Temporal, as integrators and operators reach it. */
import type { Client, WorkflowHandle } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';

import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { createClient } from '#platform/temporal/connect.ts';

export interface OrderTemporal {
  readonly client: Client;
  readonly order: (number: string) => WorkflowHandle;
  readonly close: () => Promise<void>;
}

/** A connection of the test's own to the stack's namespace. */
export async function connectToTemporalOf(stack: Pick<Stack, 'installation'>): Promise<OrderTemporal> {
  const { servers, options } = stack.installation;
  const connection = await NativeConnection.connect({ address: servers.temporalAddress });
  const client = createClient(connection, options.namespace);
  return {
    client,
    order: (number) => client.workflow.getHandle(serviceOrderWorkflowId(number)),
    close: () => connection.close(),
  };
}
