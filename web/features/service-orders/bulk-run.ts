/** Does the planned commands one order at a time, a few side by side, and keeps in the browser what became of each. */
import * as z from 'zod';

import { AnsweredProblem, problemOf } from '../../api/client.ts';
import type { BulkCommand } from './bulk-plan.ts';

/** `waits`: not begun. `sent`: no answer yet. `taken`: it will be done. `open`: nobody knows. */
const fates = ['waits', 'sent', 'done', 'taken', 'refused', 'open'] as const;

const BulkLine = z.object({
  orderId: z.string(),
  number: z.string(),
  fate: z.enum(fates),
  /** Of a refused one, in the words of the API. */
  why: z.string().nullable(),
});
export type BulkLine = z.infer<typeof BulkLine>;

const BulkRecord = z.object({ what: z.string(), begunAt: z.string(), lines: z.array(BulkLine) });
export type BulkRecord = z.infer<typeof BulkRecord>;

/** What one command answers. */
export type Sent = 'done' | 'taken';

export interface BulkRun {
  readonly what: string;
  readonly commands: readonly BulkCommand[];
  /** @param key the same one for the same order, whenever it is sent */
  readonly send: (command: BulkCommand, key: string) => Promise<Sent>;
  /** Every change, the whole record at a time. */
  readonly onChange: (record: BulkRecord) => void;
  /** Aborted, nothing more is begun. */
  readonly signal: AbortSignal;
  /** Makes one name for the whole run. */
  readonly id: string;
}

const sideBySide = 3;
/** Without an answer the same is sent again under the same key: it is done once. */
const tries = 3;

/** Resolves when every command that was begun has its fate. */
export async function runBulk({ what, commands, send, onChange, signal, id }: BulkRun): Promise<BulkRecord> {
  const begunAt = new Date().toISOString();
  const lines = new Map(
    commands.map(({ orderId, number }): [string, BulkLine] => [orderId, { orderId, number, fate: 'waits', why: null }]),
  );
  const record = (): BulkRecord => ({ what, begunAt, lines: [...lines.values()] });
  const tell = (command: BulkCommand, fate: BulkLine['fate'], why: string | null = null) => {
    const { orderId, number } = command;
    lines.set(orderId, { orderId, number, fate, why });
    onChange(record());
  };
  const left = [...commands];
  const work = async () => {
    for (let command = left.shift(); command !== undefined && !signal.aborted; command = left.shift()) {
      tell(command, 'sent');
      const { fate, why } = await fateOf(command, `${id}/${command.orderId}`, send);
      tell(command, fate, why);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  return record();
}

async function fateOf(
  command: BulkCommand,
  key: string,
  send: BulkRun['send'],
): Promise<{ readonly fate: BulkLine['fate']; readonly why: string | null }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { fate: await send(command, key), why: null };
    } catch (thrown) {
      const { title, detail } = problemOf(thrown);
      if (thrown instanceof AnsweredProblem && !thrown.isOpen) return { fate: 'refused', why: detail ?? title };
      if (attempt === tries) return { fate: 'open', why: title };
    }
  }
}

const place = 'callout-bulk-run';

/** Keeps the record over a closed page. */
export function keepRecord(record: BulkRecord): void {
  localStorage.setItem(place, JSON.stringify(record));
}

export function forgetRecord(): void {
  localStorage.removeItem(place);
}

/** The record of a run that this browser did not see the end of. */
export function recordLeftOver(): BulkRecord | null {
  const kept = localStorage.getItem(place);
  if (kept === null) return null;
  try {
    return BulkRecord.parse(JSON.parse(kept));
  } catch {
    return null;
  }
}
