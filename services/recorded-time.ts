/** When what a request tells has occurred. */
import type { ProblemCode } from '#contracts/problems/catalogue.ts';
import type { Actor } from '#contracts/roles.ts';
import { mayRecordTime } from '#domain/identity/rights.ts';
import type { Clock } from '#platform/clock.ts';
import { ProblemError } from '#platform/http/problem.ts';

export interface TellingRequest {
  readonly actor: Actor;
  readonly body: { readonly occurredAt?: string | undefined };
}

/**
 * Now, or the instant that an importer says.
 * @throws ProblemError `refusal` when somebody else says when it occurred
 */
export function instantOf(
  { actor, body: { occurredAt } }: TellingRequest,
  clock: Clock,
  refusal: Extract<ProblemCode, `${string}.recorded-time`>,
): string {
  if (occurredAt === undefined) return clock.now();
  if (!mayRecordTime(actor.roles)) throw new ProblemError(refusal);
  return occurredAt;
}
