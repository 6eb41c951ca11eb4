// Prints every event of Callout, from the first on: KAFKA_BROKERS=127.0.0.1:8091 node docs/how-to/plain-consumer.mjs
import { Kafka } from 'kafkajs';

const { KAFKA_BROKERS = '127.0.0.1:8091', CALLOUT_TOPIC_PREFIX = '', GROUP = 'plain-consumer' } = process.env;
const topics = [new RegExp(`^${CALLOUT_TOPIC_PREFIX}callout\\.[a-z-]+\\.v1$`)];
const kafka = new Kafka({ brokers: KAFKA_BROKERS.split(','), clientId: GROUP });
const consumer = kafka.consumer({ groupId: CALLOUT_TOPIC_PREFIX + GROUP });

await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ topic, message }) => {
    const read = (name) => message.headers[`ce_${name}`].toString();
    const [type, schema, subject, version] = ['type', 'dataschema', 'subject', 'sequence'].map(read);
    const event = { topic, type, schema, subject, version: Number(version), data: JSON.parse(message.value) };
    process.stdout.write(`${JSON.stringify(event)}\n`);
  },
});
