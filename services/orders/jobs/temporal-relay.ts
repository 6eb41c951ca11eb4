/** Sends what orders' transactions had to tell Temporal: starts of workflows of orders, requests and mails, and "rows changed". */
import type {
  StartBulk,
  StartNotification,
  StartStageMigration,
  TemporalSinkMessage,
} from '#contracts/workflows/messages.ts';
import type { OutboxSource, UnsentMessage } from '#db/outbox-source.ts';
import type { Logger } from '#platform/logging.ts';
import { runRelay, type Relay } from '#platform/relay.ts';
import { trace, traceOf } from '#platform/trace-context.ts';
import type { OrderWorkflows } from '../order-workflows.ts';
import type { RequestWorkflows } from '../request-workflows.ts';

export interface TemporalRelayOptions {
  readonly source: OutboxSource<UnsentMessage>;
  readonly workflows: OrderWorkflows;
  /** Starts the workflow of an open order; nothing for a closed one. */
  readonly startAgain: (orderId: string) => Promise<void>;
  readonly requests: RequestWorkflows;
  /** Starts the sending of a mail. */
  readonly startNotification: (message: StartNotification) => Promise<void>;
  /** Starts the moving of orders to a newer version of their stage model. */
  readonly startStageMigration: (message: StartStageMigration) => Promise<void>;
  /** Starts what is done to many orders, or lets it go on. */
  readonly startBulk: (message: StartBulk) => Promise<void>;
  readonly log: Logger;
}

/** Messages in flight at once: each waits for Temporal, not for this process. */
const batch = 20;
const retryAfterMs = 1_000;

/** Runs until stopped; wakes at each commit of this process that wrote messages. */
export function relayToTemporal(options: TemporalRelayOptions): Relay {
  const { source, workflows, requests, startAgain, startNotification, startStageMigration, startBulk, log } = options;
  const relay = runRelay<UnsentMessage>({ name: 'orders/temporal', source, log, batch, send: sendAll });
  const unsubscribe = source.onAppend(relay.wake);

  async function sendAll(rows: readonly UnsentMessage[]): Promise<readonly string[]> {
    const sent = await Promise.all(rows.map(async (row) => ((await delivered(row)) ? [row.id] : [])));
    return sent.flat();
  }

  async function delivered(row: UnsentMessage): Promise<boolean> {
    try {
      await trace.step(traceOf(row), 'send to Temporal', 'producer', () =>
        send(row.id, row.message as TemporalSinkMessage),
      );
      return true;
    } catch (err) {
      log.warn({ err, id: row.id, aggregateId: row.aggregateId }, 'Temporal did not take a message');
      await source.markFailed(row.id, err instanceof Error ? err.message : String(err), retryAfterMs);
      return false;
    }
  }

  async function send(id: string, message: TemporalSinkMessage): Promise<void> {
    if (message.kind === 'start-order') return workflows.start(message);
    if (message.kind === 'start-notification') return startNotification(message);
    if (message.kind === 'start-stage-migration') return startStageMigration(message);
    if (message.kind === 'start-bulk') return startBulk(message);
    if (message.kind === 'start-request') return requests.start(message);
    if (message.kind === 'request-changed') return requests.changed(message, id);
    const sent = await workflows.rowsChanged(message.number, id);
    if (sent.kind === 'no-run') return startAgain(message.orderId);
    if (sent.kind === 'unknown') throw sent.error;
    if (sent.kind === 'exhausted') throw new Error('Temporal has no room for the message');
  }

  return {
    ...relay,
    stop() {
      unsubscribe();
      return relay.stop();
    },
  };
}
