/** A rule's refusal as a problem: its code, its text with the values filled in, and what would be allowed instead. */
import { en, message } from '#contracts/messages/en.ts';
import type { MessageCode } from '#contracts/messages/en.ts';
import { problems } from '#contracts/problems/catalogue.ts';
import type { ProblemCode } from '#contracts/problems/catalogue.ts';
import type { ProblemKind } from '#contracts/problems/problem.ts';

import { ProblemError } from './problem.ts';

/** What rules and transactions answer when they say no. */
export interface RefusedRequest {
  readonly code: ProblemCode;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly allowed?: readonly string[];
  readonly who?: string;
}

type Decided<Facts> = ({ readonly ok: true } & Facts) | { readonly ok: false; readonly refusal: RefusedRequest };

/**
 * The facts of a decision.
 * @throws ProblemError with the refusal's code when it says no
 */
export function accepted<Facts>(decision: Decided<Facts>): Facts {
  if (!decision.ok) throw refusalProblem(decision.refusal);
  return decision;
}

/** The problem of a refusal; its detail is the catalogue's `<code>.detail`, where there is one. */
export function refusalProblem({ code, params, allowed, who }: RefusedRequest): ProblemError {
  const detail = `${code}.detail`;
  const { pointer, title }: ProblemKind = problems[code];
  return new ProblemError(code, {
    detail: isMessage(detail) ? message(detail, params) : undefined,
    errors: pointer === undefined ? undefined : [{ pointer, message: title }],
    extra: {
      ...(params === undefined ? {} : { params }),
      ...(allowed === undefined ? {} : { allowed: allowed.map((action) => ({ action })) }),
      ...(who === undefined ? {} : { whoMayLift: who }),
    },
  });
}

function isMessage(code: string): code is MessageCode {
  return Object.hasOwn(en, code);
}
