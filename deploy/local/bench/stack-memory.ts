/** What a stack's processes take of the memory, each page that several share counted once. */
import { readFileSync } from 'node:fs';

import { runCommand } from '../run-command.ts';

/** MiB of the given processes and all that descend from them: proportional (PSS) where Linux tells it, else resident. */
export async function memoryMiB(pids: readonly number[]): Promise<number> {
  const rows = (await runCommand('ps', ['-A', '-o', 'pid=,ppid=,rss=']))
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const counted = new Set(pids);
  for (let before = 0; before < counted.size;) {
    before = counted.size;
    for (const [pid = 0, parent = 0] of rows) if (counted.has(parent)) counted.add(pid);
  }
  const kib = rows.reduce((sum, [pid = 0, , rss = 0]) => sum + (counted.has(pid) ? (proportional(pid) ?? rss) : 0), 0);
  return Math.round(kib / 1024);
}

/** In KiB; undefined where nobody tells. */
function proportional(pid: number): number | undefined {
  try {
    const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return found?.[1] === undefined ? undefined : Number(found[1]);
  } catch {
    return undefined;
  }
}
