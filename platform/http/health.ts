/** `/healthz`: the process runs. `/readyz`: every part that it needs can work. */
import type { Request, Response } from 'express';

import type { Logger } from '../logging.ts';

/** Named checks; a check that throws, rejects or takes over 3 s says that its part cannot work. */
export type Checks = Readonly<Record<string, () => Promise<unknown> | unknown>>;

export interface CheckResult {
  readonly ok: boolean;
  readonly ms: number;
}

const patienceMs = 3_000;

/** The two handlers; after `drain` readiness is refused, so that nobody sends more. */
export function createHealth(checks: Checks, log: Logger) {
  let draining = false;
  return {
    drain: () => {
      draining = true;
    },
    alive: (_request: Request, response: Response) => {
      response.json({ status: 'alive' });
    },
    ready: async (_request: Request, response: Response) => {
      const results = await runChecks(checks, log);
      const isReady = !draining && Object.values(results).every((result) => result.ok);
      response.status(isReady ? 200 : 503).set('Cache-Control', 'no-store');
      response.json({ status: draining ? 'stopping' : isReady ? 'ready' : 'not-ready', checks: results });
    },
  };
}

/** Runs all checks at once. */
export async function runChecks(checks: Checks, log: Logger): Promise<Record<string, CheckResult>> {
  const entries = Object.entries(checks).map(async ([name, check]): Promise<[string, CheckResult]> => {
    const startedAt = performance.now();
    const ok = await passes(check).catch((err: unknown) => {
      log.debug({ err, check: name }, 'Readiness check failed');
      return false;
    });
    return [name, { ok, ms: Math.round(performance.now() - startedAt) }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

async function passes(check: Checks[string]): Promise<boolean> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer in ${patienceMs} ms`)), patienceMs);
  try {
    await Promise.race([Promise.resolve().then(check), promise]);
    return true;
  } finally {
    clearTimeout(timer);
  }
}

/** @throws Error with `otherwise` unless the condition holds: for checks of what a part says of itself */
export function mustHold(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise);
}
