/** Every problem that Callout answers with, in one typed constant: the edge's own here, each area's in its file. */
import { agreementsProblems } from './agreements.ts';
import { customersProblems } from './customers.ts';
import { dispatchProblems } from './dispatch.ts';
import { feedProblems } from './feed.ts';
import { identityProblems } from './identity.ts';
import { importProblems } from './import.ts';
import { inventoryProblems } from './inventory.ts';
import { invoicingProblems } from './invoicing.ts';
import { notificationsProblems } from './notifications.ts';
import { objectsProblems } from './objects.ts';
import type { ProblemKind } from './problem.ts';
import { reportingProblems } from './reporting.ts';
import { requestsProblems } from './requests.ts';
import { serviceOrdersProblems } from './service-orders.ts';
import { setupProblems } from './setup.ts';
import { slaProblems } from './sla.ts';

/**
 * Problems that any route may answer with. A request that cannot be read (syntax, types, missing or unknown fields,
 * formats) is 400 with pointers and no rule was asked; one that reads well but makes no sense to a rule is 422.
 */
export const edgeProblems = {
  'request.malformed': { status: 400, title: 'The request cannot be read' },
  'request.invalid': { status: 400, title: 'The request does not have the form that this route expects' },
  'request.unprocessable': { status: 422, title: 'The request is well formed but cannot be carried out' },
  'request.too-large': { status: 413, title: 'The request is too large' },
  'request.timeout': { status: 408, title: 'The request did not arrive in time' },
  'request.media-type': { status: 415, title: 'This route does not accept that media type' },
  'request.method': { status: 405, title: 'This address does not know that method' },
  'request.version-missing': { status: 428, title: 'Say which version you are changing (If-Match)' },
  'request.version-stale': { status: 412, title: 'Somebody else changed it in the meantime' },
  'request.too-many': { status: 429, title: 'Too many requests at the moment, try again shortly' },
  'route.unknown': { status: 404, title: 'There is nothing at this address' },
  'resource.unknown': { status: 404, title: 'There is no such thing, or it is not yours to see' },
  'idempotency.key-missing': { status: 400, title: 'This route needs an Idempotency-Key' },
  'idempotency.key-invalid': { status: 400, title: 'The Idempotency-Key must be 1 to 200 visible characters' },
  'idempotency.other-body': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'idempotency.in-progress': { status: 409, title: 'A request with this Idempotency-Key is still being done' },
  'actor.unknown': { status: 401, title: 'Sign in, or send a valid token' },
  'actor.forbidden': { status: 403, title: 'Your roles do not allow this' },
  'command.withdrawn': { status: 429, title: 'The command was withdrawn before it was done, try again' },
  'unavailable.database': { status: 503, title: 'The database cannot be reached, nothing was done' },
  'unavailable.service': { status: 503, title: 'A part of Callout does not answer, try again shortly' },
  'unavailable.workflows': { status: 503, title: 'The workflow engine cannot be reached, try again shortly' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, ProblemKind>;

export const problems = {
  ...edgeProblems,
  ...serviceOrdersProblems,
  ...dispatchProblems,
  ...inventoryProblems,
  ...invoicingProblems,
  ...identityProblems,
  ...setupProblems,
  ...customersProblems,
  ...objectsProblems,
  ...agreementsProblems,
  ...requestsProblems,
  ...slaProblems,
  ...notificationsProblems,
  ...reportingProblems,
  ...importProblems,
  ...feedProblems,
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

/** True for a code of the catalogue; narrows a string that came over a wire. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problems, code);
}
