/** Kills processes of a stack with -9 at random moments while something else goes on; the supervisor starts them again. */
import { setTimeout as delay } from 'node:timers/promises';

import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';

export interface KillPlan {
  /** Each is killed in the same instant; a member without names stands for one chosen at random among `among`. */
  readonly kills: readonly (readonly string[])[];
  readonly among: readonly string[];
  readonly leastPauseMs: number;
  readonly longestPauseMs: number;
  readonly say: Say;
}

export interface Killing {
  /** What was killed so far. */
  readonly killed: () => readonly string[];
  /** Resolves when all kills are done and everything works again, or after `stop`. */
  readonly done: Promise<void>;
  readonly stop: () => void;
}

/** Begins at once. Between two kills everything that died has come back, and a random pause is over. */
export function killAtRandom(stack: Stack, { kills, among, leastPauseMs, longestPauseMs, say }: KillPlan): Killing {
  const killed: string[] = [];
  const stopping = new AbortController();

  async function run(): Promise<void> {
    for (const names of kills) {
      await delay(leastPauseMs + Math.random() * (longestPauseMs - leastPauseMs), undefined, {
        signal: stopping.signal,
      }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      const chosen = names.length > 0 ? names : [oneOf(among)];
      for (const name of chosen) stack.kill(name, 'SIGKILL');
      killed.push(chosen.join(' and '));
      say(`Killed ${killed.at(-1)} (${killed.length} of ${kills.length})`);
      await delay(100);
      await stack.installation.supervisor.settled();
    }
  }

  return { killed: () => killed, done: run(), stop: () => stopping.abort() };
}

function oneOf(names: readonly string[]): string {
  const name = names[Math.floor(Math.random() * names.length)];
  if (name === undefined) throw new Error('There is nothing to kill');
  return name;
}
