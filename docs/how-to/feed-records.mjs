// Feeds records in over Kafka, one JSON message a line: KAFKA_BROKERS=127.0.0.1:8091 node docs/how-to/feed-records.mjs < records.ndjson
import { createInterface } from 'node:readline';
import { Kafka } from 'kafkajs';

const { KAFKA_BROKERS = '127.0.0.1:8091', CALLOUT_TOPIC_PREFIX = '' } = process.env;
const producer = new Kafka({ brokers: KAFKA_BROKERS.split(','), clientId: 'feed-records' }).producer();
await producer.connect();
for await (const line of createInterface({ input: process.stdin })) {
  const { kind, externalId } = JSON.parse(line);
  const area = kind === 'technician' ? 'dispatch' : 'customers';
  const message = { key: `${kind}/${externalId}`, value: line };
  await producer.send({ topic: `${CALLOUT_TOPIC_PREFIX}callout.inbound.${area}.v1`, acks: -1, messages: [message] });
}
await producer.disconnect();
