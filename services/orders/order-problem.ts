/** A refusal of an order's rule, or of an effect's service, as the problem that its code names. */
import { isProblemCode } from '#contracts/problems/catalogue.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import type { ProblemError } from '#platform/http/problem.ts';
import { refusalProblem } from '#platform/http/refusal.ts';

/** Codes that are no problem of the catalogue are a bug, and loud. */
export function orderProblem({ code, ...more }: OrderRefusal): ProblemError {
  if (!isProblemCode(code)) throw new Error(`The refusal ${code} is not in the catalogue of problems`);
  return refusalProblem({ code, ...more });
}
