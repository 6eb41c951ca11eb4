/** The kept histories: where they are, what is left out of them, and their replay. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import proto from '@temporalio/proto';
import * as z from 'zod';

import type { WorkflowBundle } from '#platform/temporal/bundle.ts';
import { replay } from '#platform/temporal/replay.ts';

/** By version. */
export const histories = path.join(import.meta.dirname, 'histories');
export const hashesFile = path.join(histories, 'hashes.json');

/** The sha256 of every file that was ever kept, by its path below the folder. */
export function readHashes(): Readonly<Record<string, string>> {
  return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(hashesFile, 'utf8')));
}

/** What is there, by its path below the folder. */
export function keptHistories(): ReadonlyMap<string, { readonly text: string; readonly hash: string }> {
  const files = readdirSync(histories, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes(path.sep));
  return new Map(
    files.sort().map((file) => {
      const text = readFileSync(path.join(histories, file), 'utf8');
      return [file.split(path.sep).join('/'), { text, hash: createHash('sha256').update(text).digest('hex') }];
    }),
  );
}

export interface Replayed {
  readonly name: string;
  readonly error: Error | undefined;
}

/** Replays every kept history against a bundle. */
export async function replayKept(workflowBundle: WorkflowBundle): Promise<readonly Replayed[]> {
  const all = [...keptHistories()].map(([workflowId, { text }]) => ({
    workflowId,
    history: proto.temporal.api.history.v1.History.fromObject(JSON.parse(text)),
  }));
  const replayed: Replayed[] = [];
  for await (const { workflowId, error } of replay(all, workflowBundle)) replayed.push({ name: workflowId, error });
  return replayed;
}

const machine = /^(stackTrace|identity)$/;

/** A history without what only one machine knows: who worked at it, and the paths of its files. */
export function scrubbed(history: unknown): unknown {
  if (Array.isArray(history)) return history.map(scrubbed);
  if (typeof history !== 'object' || history === null) return history;
  return Object.fromEntries(
    Object.entries(history).map(([name, value]) => [name, machine.test(name) ? '' : scrubbed(value)]),
  );
}
