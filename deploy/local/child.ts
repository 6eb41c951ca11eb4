/** What the supervisor must know of a process that it owns, and the record of it that outlives the supervisor. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import { endProcess, identityOf, isRunning, killGroup, parseIdentity } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';
import type { Say } from './progress.ts';

/** Stopped from the highest to the lowest: first who needs the others, last who is needed. */
export const tiers = { postgres: 0, kafka: 1, mail: 1, temporal: 2, product: 3 } as const;

export interface ChildSpec {
  readonly name: string;
  readonly tier: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly uid?: number;
  readonly gid?: number;
  /** What asks it to end in order. */
  readonly stopSignal: NodeJS.Signals;
  /** How long it may take to end, in milliseconds, before it is killed. */
  readonly stopWithinMs: number;
  /** Rejects while it cannot work yet. */
  readonly isReady: () => Promise<void>;
  /** How long it may take until it can work, in milliseconds. */
  readonly readyWithinMs: number;
  /** Done before each start: removes what a killed predecessor left in the way. */
  readonly prepare?: () => Promise<void>;
}

interface ChildRecord {
  readonly identity: ProcessIdentity;
  readonly tier: number;
  readonly stopSignal: NodeJS.Signals;
}

const rotateLogAtBytes = 20 * 1024 * 1024;
const leftoverGraceMs = 8_000;

/** Starts the process in a group of its own, so that a terminal's Ctrl-C reaches the supervisor alone; its output goes to its log file. */
export function spawnChild(spec: ChildSpec, recordFolder: string): ChildProcess {
  mkdirSync(dirname(spec.logFile), { recursive: true, mode: 0o700 });
  if (existsSync(spec.logFile) && statSync(spec.logFile).size > rotateLogAtBytes)
    renameSync(spec.logFile, `${spec.logFile}.1`);
  const log = openSync(spec.logFile, 'a', 0o600);
  try {
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...(spec.uid === undefined ? {} : { uid: spec.uid }),
      ...(spec.gid === undefined ? {} : { gid: spec.gid }),
    });
    const identity = child.pid === undefined ? undefined : identityOf(child.pid);
    if (identity !== undefined) {
      const record: ChildRecord = { identity, tier: spec.tier, stopSignal: spec.stopSignal };
      writeFileSync(join(recordFolder, `${spec.name}.json`), JSON.stringify(record), { mode: 0o600 });
    }
    return child;
  } finally {
    closeSync(log);
  }
}

/** Forgets a process that has ended. */
export function removeRecord(recordFolder: string, name: string): void {
  rmSync(join(recordFolder, `${name}.json`), { force: true });
}

/** Ends the processes that a killed supervisor left behind, in the order of a normal stop, and says so. */
export async function endLeftovers(recordFolder: string, say: Say): Promise<void> {
  if (!existsSync(recordFolder)) return;
  const left = readdirSync(recordFolder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ name: basename(file, '.json'), record: readRecord(join(recordFolder, file)) }))
    .toSorted((a, b) => (b.record?.tier ?? 0) - (a.record?.tier ?? 0));
  for (const { name, record } of left) {
    if (record !== undefined && isRunning(record.identity)) {
      say(`  ending ${name} (pid ${record.identity.pid}), left over from a start that was killed`);
      await endProcess(record.identity, record.stopSignal, leftoverGraceMs);
    }
    removeRecord(recordFolder, name);
  }
}

/** SIGKILL to the processes of the product that the folder's records name; gives how many. Their supervisor starts them again. */
export function killProduct(recordFolder: string): number {
  if (!existsSync(recordFolder)) return 0;
  const killed = readdirSync(recordFolder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => readRecord(join(recordFolder, file)) ?? [])
    .filter(({ tier, identity }) => tier === tiers.product && isRunning(identity));
  for (const { identity } of killed) killGroup(identity.pid);
  return killed.length;
}

/** The last lines of a log, for a message about what went wrong. */
export function endOfLog(file: string, lines = 15): string {
  if (!existsSync(file)) return '(no log)';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

function readRecord(file: string): ChildRecord | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null || !('identity' in value)) return undefined;
    const identity = parseIdentity(value.identity);
    const tier = 'tier' in value && typeof value.tier === 'number' ? value.tier : 0;
    const stopSignal = 'stopSignal' in value && value.stopSignal === 'SIGINT' ? 'SIGINT' : 'SIGTERM';
    return identity === undefined ? undefined : { identity, tier, stopSignal };
  } catch {
    return undefined;
  }
}
