/** What an installation's folder remembers of its demo data. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod';

/** When the demo data were begun: their dates are counted from it, so that going on sends the same requests again. */
const Memory = z.object({ begunAt: z.iso.datetime({ precision: 3 }), isDone: z.boolean() });
export type DemoMemory = z.infer<typeof Memory>;

/** What the folder remembers; undefined before the demo was begun. */
export function demoMemory(dir: string): DemoMemory | undefined {
  try {
    return Memory.parse(JSON.parse(readFileSync(fileOf(dir), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Remembers how far the demo is. */
export function rememberDemo(dir: string, memory: DemoMemory): void {
  writeFileSync(fileOf(dir), JSON.stringify(memory));
}

/** Makes later starts leave the demo out. */
export function leaveDemoOut(dir: string): void {
  rememberDemo(dir, { begunAt: new Date().toISOString(), isDone: true });
}

function fileOf(dir: string): string {
  return join(dir, 'demo.json');
}
