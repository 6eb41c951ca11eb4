// Sends one signal to an order: node docs/how-to/signal-an-order.mjs NUMBER stageSignal '{"messageId":"m1","to":"in-progress"}'
import { Client, Connection } from '@temporalio/client';

const [number, signal, message] = process.argv.slice(2);
const { TEMPORAL_ADDRESS = '127.0.0.1:8093', TEMPORAL_NAMESPACE = 'callout' } = process.env;
const connection = await Connection.connect({ address: TEMPORAL_ADDRESS });
const client = new Client({ connection, namespace: TEMPORAL_NAMESPACE });
const order = client.workflow.getHandle(`service-order/${number}`);

await order.signal(signal, JSON.parse(message));

const { stage, lastRefusal } = await order.query('view');
process.stdout.write(`${JSON.stringify({ stage, lastRefusal })}\n`);
await connection.close();
