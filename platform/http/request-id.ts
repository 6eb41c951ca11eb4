/** The id of a request: the caller's, when it is well formed, or a new one. It goes to logs, problems and the next service. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const requestIdHeader = 'X-Request-Id';

const ids = new WeakMap<IncomingMessage, string>();

/** The same id for the same request, whichever app asks. */
export function requestIdOf(request: IncomingMessage): string {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[A-Za-z0-9-]{8,64}$/.test(given) ? given : randomUUID();
  ids.set(request, id);
  return id;
}
