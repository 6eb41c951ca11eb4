/** Runs docs/how-to/plain-consumer.mjs as anybody would, beside a stack. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';

const script = path.resolve(import.meta.dirname, '../../docs/how-to/plain-consumer.mjs');

const PlainEvent = z.object({
  topic: z.string(),
  type: z.string(),
  schema: z.string(),
  subject: z.string(),
  version: z.int(),
  data: z.record(z.string(), z.unknown()),
});
/** What the consumer prints of an event. */
export type PlainEvent = z.infer<typeof PlainEvent>;

export interface PlainConsumer extends AsyncDisposable {
  /** What it has printed, in its order. @throws Error with its words when it has ended */
  readonly events: () => readonly PlainEvent[];
}

/** Starts it from the first event on, in a group of its own. */
export function startPlainConsumer(env: Readonly<Record<string, string>>): PlainConsumer {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...env, GROUP: `plain-${randomUUID()}`, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const events: PlainEvent[] = [];
  let words = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    // kafkajs logs to the same stream.
    const event = PlainEvent.safeParse(JSON.parse(line));
    if (event.success) events.push(event.data);
    else words += line;
  });
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  return {
    events() {
      if (child.exitCode !== null) throw new Error(`The consumer stopped: ${words}`);
      return events;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
