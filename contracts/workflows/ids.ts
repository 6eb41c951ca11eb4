/** Names that the Temporal server knows: workflow types, ids, task queues, search attributes. No zod here: workflows import it. */

export const taskQueues = {
  orders: 'orders',
  dispatch: 'dispatch',
  inventory: 'inventory',
  invoicing: 'invoicing',
  notifications: 'notifications',
} as const;
export type TaskQueue = keyof typeof taskQueues;

export const workflowTypes = {
  serviceOrder: 'serviceOrder',
  serviceRequest: 'serviceRequest',
  notification: 'notification',
  stageMigration: 'stageMigration',
  bulk: 'bulk',
} as const;

/** `service-order/<number>`. */
export function serviceOrderWorkflowId(orderNumber: string): string {
  return `service-order/${orderNumber}`;
}

/** Registered in every namespace before a worker starts; numbers and codes, never names. */
export const searchAttributeTypes = {
  OrderStage: 'KEYWORD',
  OrderProgress: 'KEYWORD',
  OrderPriority: 'KEYWORD',
  CustomerRef: 'KEYWORD',
  TechnicianRef: 'KEYWORD',
  SlaState: 'KEYWORD',
  SlaDueAt: 'DATETIME',
  WaitingFor: 'KEYWORD',
  OrderProblem: 'KEYWORD',
} as const;
export type SearchAttributeName = keyof typeof searchAttributeTypes;
