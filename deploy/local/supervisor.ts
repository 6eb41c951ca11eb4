/** Owns child processes: starts them, waits until they can work, starts again what dies, and stops them in order. */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { endLeftovers, endOfLog, removeRecord, spawnChild } from './child.ts';
import type { ChildSpec } from './child.ts';
import { reasonOf } from './parts/part.ts';
import { killGroup, sendSignal } from './process-identity.ts';
import type { Say } from './progress.ts';

export interface Supervisor {
  /**
   * Starts a child and resolves when it can work.
   * @throws Error with the end of its log when it ends three times, or is not ready in its time, before it ever could work
   */
  readonly start: (spec: ChildSpec) => Promise<void>;
  /** Stops one child; it stays stopped. */
  readonly stop: (name: string) => Promise<void>;
  /** Stops one child and starts it again; resolves when it can work. */
  readonly restart: (name: string) => Promise<void>;
  /** Sends a signal, as a fault test does; a child that dies of it is started again. */
  readonly kill: (name: string, signal: NodeJS.Signals) => void;
  /** Resolves when every child that shall run can work. */
  readonly settled: () => Promise<void>;
  /** Stops all, the highest tier first; nothing can be started after it. */
  readonly stopAll: () => Promise<void>;
  /** SIGKILL to all that still runs. Synchronous: the last thing that a dying supervisor does. */
  readonly killAll: () => void;
  /** Ends what an earlier supervisor of the same folder left behind. */
  readonly endLeftovers: () => Promise<void>;
  readonly children: () => readonly {
    readonly name: string;
    readonly pid: number | undefined;
    readonly starts: number;
  }[];
}

interface Child {
  readonly spec: ChildSpec;
  process: ChildProcess | undefined;
  ended: Promise<string>;
  wanted: boolean;
  wasReady: boolean;
  starts: number;
  failures: number;
  ready: Promise<void>;
  /** Why it could not work when it was last looked at. */
  notReady: string;
}

const firstBackoffMs = 100;
const longestBackoffMs = 5_000;
const calmAfterMs = 30_000;
const failuresBeforeGivingUp = 3;

/** Makes a supervisor that keeps the records of its children in `folder`. */
export function createSupervisor(folder: string, say: Say): Supervisor {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const children = new Map<string, Child>();
  const find = (name: string): Child => {
    const child = children.get(name);
    if (child === undefined)
      throw new Error(`No child is called ${name}; there are ${[...children.keys()].join(', ')}.`);
    return child;
  };
  const killAll = () => {
    for (const child of children.values()) if (child.process?.pid !== undefined) killGroup(child.process.pid);
  };
  process.once('exit', killAll);

  let closed = false;
  const launch = async (spec: ChildSpec): Promise<void> => {
    if (closed) throw new Error(`${spec.name} is not started: everything is being stopped.`);
    const child = newChild(spec);
    children.set(spec.name, child);
    child.ready = bringUp(child, folder, say);
    await child.ready;
  };
  const halt = async (child: Child): Promise<void> => {
    await stopChild(child, say);
    removeRecord(folder, child.spec.name);
  };
  return {
    start: launch,
    stop: (name) => halt(find(name)),
    restart: async (name) => {
      const { spec } = find(name);
      await halt(find(name));
      await launch(spec);
    },
    kill: (name, signal) => {
      const { process: running } = find(name);
      if (running?.pid !== undefined) sendSignal(running.pid, signal);
    },
    settled: async () => {
      await Promise.all([...children.values()].filter((child) => child.wanted).map((child) => child.ready));
    },
    stopAll: async () => {
      closed = true;
      await stopByTier([...children.values()], halt);
      process.removeListener('exit', killAll);
    },
    killAll,
    endLeftovers: () => endLeftovers(folder, say),
    children: () =>
      [...children.values()].map(({ spec, process: running, starts }) => ({
        name: spec.name,
        pid: running?.pid,
        starts,
      })),
  };
}

function newChild(spec: ChildSpec): Child {
  return {
    spec,
    process: undefined,
    ended: Promise.resolve(''),
    wanted: true,
    wasReady: false,
    starts: 0,
    failures: 0,
    ready: Promise.resolve(),
    notReady: '',
  };
}

async function stopByTier(children: readonly Child[], halt: (child: Child) => Promise<void>): Promise<void> {
  // Nothing may be started again while what it needs is stopped.
  for (const child of children) child.wanted = false;
  const present = [...new Set(children.map((child) => child.spec.tier))].toSorted((a, b) => b - a);
  for (const tier of present) await Promise.all(children.filter((child) => child.spec.tier === tier).map(halt));
}

async function stopChild(child: Child, say: Say): Promise<void> {
  child.wanted = false;
  const { process: running, spec } = child;
  if (running?.pid === undefined) return;
  sendSignal(running.pid, spec.stopSignal);
  // A stopped process (SIGSTOP) takes its signal only when it goes on.
  sendSignal(running.pid, 'SIGCONT');
  const late = new AbortController();
  const inTime = await Promise.race([
    child.ended.then(() => true),
    delay(spec.stopWithinMs, false, { signal: late.signal }).catch(() => true),
  ]);
  late.abort();
  if (!inTime) {
    say(`${spec.name} did not end within ${spec.stopWithinMs / 1000} s and is killed`);
    killGroup(running.pid);
    await child.ended;
  }
}

/** Starts a child, again and again if need be, until it can work or is no longer wanted. */
async function bringUp(child: Child, folder: string, say: Say): Promise<void> {
  const { spec } = child;
  while (child.wanted) {
    await spec.prepare?.();
    if (!child.wanted) return;
    const since = Date.now();
    launchProcess(child, folder);
    const outcome = await Promise.race([whenReady(child), child.ended]);
    if (outcome === 'ready') {
      watch(child, since, folder, say);
      return;
    }
    if (!child.wanted) return;
    child.failures += 1;
    if (!child.wasReady && (outcome === 'late' || child.failures >= failuresBeforeGivingUp)) {
      await stopChild(child, say);
      const why =
        outcome === 'late'
          ? `was not ready within ${spec.readyWithinMs / 1000} s (${child.notReady})`
          : `ended (${outcome})`;
      throw new Error(`${spec.name} ${why}. The end of ${spec.logFile}:\n${endOfLog(spec.logFile)}`);
    }
    if (child.process?.pid !== undefined) killGroup(child.process.pid);
    await child.ended;
    await delay(backoffMs(child.failures));
  }
}

function launchProcess(child: Child, folder: string): void {
  const running = spawnChild(child.spec, folder);
  child.starts += 1;
  child.process = running;
  child.ended = new Promise((resolve) => {
    const end = (how: string) => {
      if (child.process === running) child.process = undefined;
      resolve(how);
    };
    running.once('error', (error) => end(error.message));
    running.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  });
}

async function whenReady(child: Child): Promise<string> {
  const { spec, process: running } = child;
  const deadline = Date.now() + spec.readyWithinMs;
  while (child.process === running && Date.now() < deadline) {
    try {
      await spec.isReady();
      child.wasReady = true;
      return 'ready';
    } catch (error) {
      child.notReady = reasonOf(error);
      await delay(50);
    }
  }
  return child.process === running ? 'late' : child.ended;
}

/** After a child was ready: when it ends unasked, it is started again. */
function watch(child: Child, since: number, folder: string, say: Say): void {
  void child.ended.then((how) => {
    if (!child.wanted) return;
    if (Date.now() - since > calmAfterMs) child.failures = 0;
    child.failures += 1;
    const startedAt = Date.now();
    say(`${child.spec.name} ended (${how}); starting it again`);
    child.ready = delay(backoffMs(child.failures))
      .then(() => bringUp(child, folder, say))
      .then(() => {
        if (child.wanted) say(`${child.spec.name} is back after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
      })
      .catch((error: unknown) => say(`${child.spec.name} cannot be started again: ${String(error)}`));
  });
}

function backoffMs(failures: number): number {
  return Math.min(longestBackoffMs, firstBackoffMs * 2 ** (failures - 1));
}
