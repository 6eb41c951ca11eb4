/** Everything the orders worker runs. The one barrel: Temporal finds workflows by their exported names. */
export { serviceOrder } from './service-order.workflow.ts';
export { serviceRequest } from './service-request.workflow.ts';
export { notification } from './notification.workflow.ts';
export { bulk } from './bulk.workflow.ts';
export { stageMigration } from './stage-migration.workflow.ts';
