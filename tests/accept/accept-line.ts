/** What a line of acceptance is: `tests/accept/<step>.<line>.ts` exports `run`, and `needs` where a plain stack will not do. */
import type { Stack, StackOptions } from '#deploy/local/stack.ts';
import type { Say } from '#deploy/local/progress.ts';

/** `full` measures what the step promises; `short` proves in `npm test` that the line works, in little time. */
export type AcceptSize = 'short' | 'full';

export interface AcceptOutcome {
  readonly passed: boolean;
  /** What was found, in one line, against what was promised. */
  readonly figure: string;
}

export interface AcceptLine {
  /** On a stack that runs and is this line's alone. A rejection is a failure too. */
  readonly run: (stack: Stack, size: AcceptSize, say: Say) => Promise<AcceptOutcome>;
  readonly needs: AcceptNeeds;
}

/** How the stack is made; its own servers where the line kills or weighs them. */
export interface AcceptNeeds extends Pick<StackOptions, 'shape' | 'env'> {
  readonly servers?: 'shared' | 'own';
  /** The shape for the short form, where fewer processes show as much. */
  readonly shortShape?: StackOptions['shape'];
  /** The line whose short form holds this one's as well, such as `1.4`. */
  readonly shortIn?: string;
}

/** Loads a line by its name, such as `1.4`. @throws Error when there is none */
export async function loadLine(name: string): Promise<AcceptLine> {
  const loaded: unknown = await import(`./${name}.ts`);
  if (!isLine(loaded)) throw new Error(`tests/accept/${name}.ts exports no function run.`);
  return { run: loaded.run, needs: loaded.needs ?? {} };
}

function isLine(value: unknown): value is Pick<AcceptLine, 'run'> & { readonly needs?: AcceptNeeds } {
  return typeof value === 'object' && value !== null && 'run' in value && typeof value.run === 'function';
}
