/** A process's way to Temporal: one native connection for its client and all its workers, so that a start can be eager. */
import { setTimeout as sleep } from 'node:timers/promises';

import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Worker } from '@temporalio/worker';

import { ProblemError } from '../http/problem.ts';
import type { Logger } from '../logging.ts';
import { temporalPlugins } from './plugin.ts';
import { installRuntime } from './runtime.ts';
import { createWorker } from './worker.ts';
import type { WorkerSpec } from './worker.ts';

export interface TemporalOptions {
  readonly address: string;
  readonly namespace: string;
  readonly log: Logger;
  /** Where the SDK's metrics are offered, see `startMetrics`. */
  readonly metricsAddress?: string | undefined;
}

export interface RunningWorker {
  readonly taskQueue: string;
  /** True while it polls. */
  readonly isRunning: () => boolean;
  /** Takes nothing new and ends when what it does has ended, after 12 s at the latest. */
  readonly stop: () => Promise<void>;
}

export interface Temporal {
  readonly namespace: string;
  /** @throws ProblemError `unavailable.workflows` before the server was reached for the first time */
  readonly client: () => Client;
  /** Resolves at the first connection, whenever that is. */
  readonly whenConnected: () => Promise<Client>;
  /** Runs from the first connection on; a worker that fails is built anew. */
  readonly runWorker: (spec: WorkerSpec) => RunningWorker;
  /** Rejects when the server or the namespace does not answer: a readiness check. */
  readonly check: () => Promise<void>;
  /** Stops the workers that it runs and lets go of the connection. */
  readonly stop: () => Promise<void>;
}

const retryMs = 1_000;

/** A client on a connection, traced and with our data converter. */
export function createClient(connection: NativeConnection, namespace: string): Client {
  return new Client({ connection, namespace, plugins: temporalPlugins() });
}

/**
 * Begins to connect and returns at once: a service answers while Temporal is down. All of a process that name the same address
 * share one connection.
 */
export function connectTemporal(options: TemporalOptions): Temporal {
  installRuntime({ log: options.log, metricsAddress: options.metricsAddress });
  const stopping = new AbortController();
  const shared = takeConnection(options.address, options.log);
  const workers: RunningWorker[] = [];
  let client: Client | undefined;
  const connected = shared.connection.then((connection) => (client ??= createClient(connection, options.namespace)));
  // Whoever waits for it sees the rejection of a process that stops before it was connected; nobody has to.
  connected.catch(() => undefined);

  return {
    namespace: options.namespace,
    client() {
      if (client === undefined) throw new ProblemError('unavailable.workflows');
      return client;
    },
    whenConnected: () => connected,
    runWorker(spec) {
      const worker = keepRunning({ spec, options, connection: shared.connection, signal: stopping.signal });
      workers.push(worker);
      return worker;
    },
    async check() {
      if (client === undefined) throw new Error('Temporal was not reached yet');
      await client.withDeadline(Date.now() + 2_500, () =>
        shared.connection.then((connection) =>
          connection.workflowService.describeNamespace({ namespace: options.namespace }),
        ),
      );
    },
    async stop() {
      stopping.abort();
      await Promise.all(workers.map((worker) => worker.stop()));
      await shared.release();
    },
  };
}

interface SharedConnection {
  readonly connection: Promise<NativeConnection>;
  users: number;
  readonly close: () => Promise<void>;
}

const connections = new Map<string, SharedConnection>();

/** The process's connection to an address; the last one to release it closes it. */
function takeConnection(address: string, log: Logger) {
  const shared = connections.get(address) ?? openConnection(address, log);
  connections.set(address, shared);
  shared.users += 1;
  let isReleased = false;
  return {
    connection: shared.connection,
    async release() {
      if (isReleased) return;
      isReleased = true;
      shared.users -= 1;
      if (shared.users > 0) return;
      connections.delete(address);
      await shared.close();
    },
  };
}

/** Messages are a few kilobytes and the server is near: to compress them costs both sides more than to send them. */
const uncompressed = { codec: 'none' } as const;

function openConnection(address: string, log: Logger): SharedConnection {
  const giveUp = new AbortController();
  let opened: NativeConnection | undefined;

  async function open(): Promise<NativeConnection> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        opened = await NativeConnection.connect({ address, grpcCompression: uncompressed });
        return opened;
      } catch (err) {
        log[attempt === 1 ? 'warn' : 'debug']({ err, address, attempt }, 'Temporal cannot be reached yet');
        await sleep(retryMs, undefined, { signal: giveUp.signal });
      }
    }
  }

  const connection = open();
  // Whoever waits for it sees the rejection; nobody has to.
  connection.catch(() => undefined);
  return {
    connection,
    users: 0,
    async close() {
      giveUp.abort();
      await connection.catch(() => undefined);
      await opened?.close();
    },
  };
}

interface KeptWorker {
  readonly spec: WorkerSpec;
  readonly options: TemporalOptions;
  readonly connection: Promise<NativeConnection>;
  readonly signal: AbortSignal;
}

function keepRunning({ spec, options, connection, signal }: KeptWorker): RunningWorker {
  const stopping = new AbortController();
  const stopped = AbortSignal.any([signal, stopping.signal]);
  let worker: Worker | undefined;

  async function runOnce(): Promise<void> {
    const ready = await Promise.race([connection, aborted(stopped)]);
    if (ready === undefined) return;
    worker = await createWorker({ ...spec, connection: ready, namespace: options.namespace });
    options.log.info({ taskQueue: spec.taskQueue }, 'Worker runs');
    await worker.runUntil(aborted(stopped));
  }

  async function run(): Promise<void> {
    while (!stopped.aborted) {
      try {
        await runOnce();
      } catch (err) {
        if (stopped.aborted) return;
        options.log.error({ err, taskQueue: spec.taskQueue }, 'Worker failed and is built anew');
        await sleep(retryMs, undefined, { signal: stopped }).catch(() => undefined);
      }
    }
  }

  const ended = run();
  return {
    taskQueue: spec.taskQueue,
    isRunning: () => worker?.getState() === 'RUNNING',
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Resolves when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
