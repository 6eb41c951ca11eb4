/** Keeps what is done for a command in the command's trace, although the main loop does it and not the command's handler. */
import { context, type Context } from '@opentelemetry/api';

export interface CommandTraces {
  /** Called by the handler of a command: what goes on for its key belongs to the trace that the handler is in. */
  readonly begin: (key: string) => void;
  /** Does the work as a part of the key's trace; after a restart, of the workflow's own. */
  readonly goOn: <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;
}

/** The newest commands; effects are done for one at a time, and few follow or are undone beside it. */
const kept = 20;

export function createCommandTraces(): CommandTraces {
  const traces = new Map<string, Context>();
  return {
    begin(key) {
      traces.set(key, context.active());
      const [oldest] = traces.keys();
      if (traces.size > kept && oldest !== undefined) traces.delete(oldest);
    },
    goOn: (key, work) => context.with(traces.get(key) ?? context.active(), work),
  };
}
