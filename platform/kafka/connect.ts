/** The only place that builds a kafkajs client; everything else of Kafka goes through this folder. */
import { Kafka, logLevel } from 'kafkajs';
import type { LogEntry } from 'kafkajs';

import type { Logger } from '../logging.ts';

export interface KafkaConnection {
  readonly brokers: readonly string[];
  /** The service, as brokers log it. */
  readonly clientId: string;
  readonly log: Logger;
}

/** What kafkajs reports as errors while a broker restarts or a group rebalances, which it mends by itself. */
const passing =
  /rebalanc|Connection error|Connection timeout|not the leader|leader election|Failed to connect|is not available|Response .* error|coordinator/i;

/** A client whose log lines are ours. */
export function createKafka(connection: KafkaConnection): Kafka {
  hideNegativeTimeouts();
  return new Kafka({
    brokers: [...connection.brokers],
    clientId: connection.clientId,
    connectionTimeout: 3_000,
    requestTimeout: 20_000,
    retry: { initialRetryTime: 100, maxRetryTime: 3_000, retries: 8 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => tell(connection.log, entry),
  });
}

function tell(log: Logger, { namespace, level, log: said }: LogEntry): void {
  const { message, timestamp: _, ...fields } = said;
  const isPassing = passing.test(`${message} ${String(fields['error'] ?? '')}`);
  const severity = level === logLevel.WARN || isPassing ? 'debug' : 'warn';
  log[severity]({ kafka: { namespace, said: message, ...fields } }, 'Kafka client reports');
}

let isHidden = false;

/** kafkajs 2.2.4 sets timers in the past on Node 24 (kafkajs#1751): harmless, once per connection, and noise to a reader. */
function hideNegativeTimeouts(): void {
  if (isHidden) return;
  isHidden = true;
  const others = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'TimeoutNegativeWarning') return;
    for (const listener of others) listener(warning);
  });
}
