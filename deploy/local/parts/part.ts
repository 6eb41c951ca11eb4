/** A real part of an installation: where it answers, and the process that must run for it, unless somebody else runs it. */
import type { ChildSpec } from '../child.ts';
import type { Say } from '../progress.ts';

export interface Part<Address> {
  readonly address: Address;
  /** Absent where the part was given by its address. */
  readonly child?: ChildSpec;
}

/** What every part is told. */
export interface PartRequest {
  /** The installation's folder (`.callout`). */
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
}

/** A part that cannot be had by any way: the message names it and how to supply it. */
export class PartMissing extends Error {
  constructor(part: string, reasons: readonly string[], ways: readonly string[]) {
    super(
      [
        `${part} cannot be had on this machine.`,
        ...reasons.map((reason) => `  tried: ${reason}`),
        'Supply it in one of these ways:',
        ...ways.map((way) => `  - ${way}`),
      ].join('\n'),
    );
    this.name = 'PartMissing';
  }
}

/** The first line of an error, for a list of what was tried. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
