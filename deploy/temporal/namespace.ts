/** Makes a Temporal namespace what Callout needs: it keeps closed runs long enough, and knows the attributes that operators search by. */
import { Connection } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { setTimeout as delay } from 'node:timers/promises';

import { searchAttributeTypes } from '#contracts/workflows/ids.ts';

/** Closed runs stay visible for 90 days: a dispute about an order is about what was done weeks ago. */
export const retentionMs = 90 * 24 * 60 * 60 * 1000;

const usableWithinMs = 30_000;
/** Values of temporal.api.enums.v1.IndexedValueType. */
const indexedValueTypes = { KEYWORD: 2, DATETIME: 6 } as const;

/**
 * Registers the namespace when it is missing, lengthens its retention when it is shorter, adds the search attributes that are missing,
 * and returns when all of it can be used.
 * @throws Error when it is not usable after 30 s
 */
export async function ensureNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 10_000 });
  try {
    await register(connection, namespace);
    await becomeUsable(connection, namespace);
  } finally {
    await connection.close();
  }
}

/** Each of the server's services learns of a new namespace by itself, a moment later. */
async function becomeUsable(connection: Connection, namespace: string): Promise<void> {
  const deadline = Date.now() + usableWithinMs;
  for (;;) {
    try {
      await lengthenRetention(connection, namespace);
      await addSearchAttributes(connection, namespace);
      await proveUsable(connection, namespace);
      return;
    } catch (error) {
      if (Date.now() > deadline)
        throw new Error(`The Temporal namespace ${namespace} is not usable.`, { cause: error });
      await delay(100);
    }
  }
}

async function register(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      description: 'Callout: one workflow per service order',
      workflowExecutionRetentionPeriod: msToTs(retentionMs),
    });
  } catch (error) {
    if (!(await exists(connection, namespace))) throw error;
  }
}

async function exists(connection: Connection, namespace: string): Promise<boolean> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } catch {
    return false;
  }
}

async function lengthenRetention(connection: Connection, namespace: string): Promise<void> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  const kept = config?.workflowExecutionRetentionTtl;
  if (kept !== null && kept !== undefined && tsToMs(kept) >= retentionMs) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(retentionMs) },
  });
}

async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributeTypes).filter(([name]) => customAttributes[name] === undefined);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, indexedValueTypes[type]]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

/** A search by each attribute is answered. */
async function proveUsable(connection: Connection, namespace: string): Promise<void> {
  const query = Object.keys(searchAttributeTypes)
    .map((name) => `${name} IS NULL`)
    .join(' AND ');
  await connection.workflowService.countWorkflowExecutions({ namespace, query });
}
