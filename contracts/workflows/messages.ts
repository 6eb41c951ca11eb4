/** What an outbox row with sink Temporal carries: the relay sends it, its id is the row's. */

import type { BulkInput } from './bulk.ts';
import type { NotificationInput } from './notification.ts';
import type { StageMigrationInput } from './stage-migration.ts';

/** Starts (or finds) the workflow of an order, with what operators see from the first moment. */
export interface StartOrder {
  readonly kind: 'start-order';
  readonly orderId: string;
  readonly number: string;
  readonly stage: string;
  readonly progress: string;
  readonly priority: string;
  readonly customerRef: string;
  readonly slaState: string;
  readonly slaDueAt: string | null;
}

/** Tells the workflow of an order that rows beside it changed. */
export interface OrderRowsChanged {
  readonly kind: 'order-rows-changed';
  readonly orderId: string;
  readonly number: string;
}

/** Starts (or finds) the workflow of a request. */
export interface StartRequest {
  readonly kind: 'start-request';
  readonly requestId: string;
  readonly number: string;
  readonly customerRef: string;
  readonly priority: string | null;
  readonly slaState: string;
  readonly slaDueAt: string | null;
}

/** Tells the workflow of a request that it was decided or corrected. */
export interface RequestChanged {
  readonly kind: 'request-changed';
  readonly requestId: string;
  readonly number: string;
}

/** Starts the workflow that sends an e-mail. */
export interface StartNotification extends NotificationInput {
  readonly kind: 'start-notification';
}

/** Starts the workflow that moves orders to a newer version of their stage model. */
export interface StartStageMigration extends StageMigrationInput {
  readonly kind: 'start-stage-migration';
}

/** Starts the workflow that does the same to many orders, or tells it that the run goes on. */
export interface StartBulk extends BulkInput {
  readonly kind: 'start-bulk';
  readonly number: number;
}

export type TemporalSinkMessage =
  StartOrder | OrderRowsChanged | StartRequest | RequestChanged | StartNotification | StartStageMigration | StartBulk;
