/** Sees every answer that says "your roles do not allow this", whichever service said it, and has it written down. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';

import type { Db } from '#db/connection.ts';
import type { Clock } from '#platform/clock.ts';
import type { Logger } from '#platform/logging.ts';
import { recordAudit } from '#transactions/identity/audit.ts';
import { identityOf } from './entrance.ts';

export interface AuditOptions {
  readonly db: Db<'gateway'>;
  readonly clock: Clock;
  readonly log: Logger;
}

const forbidden = 403;

/** Goes behind the entrance. The answer does not wait for the entry; one that cannot be written is in the log. */
export function auditRefusedRights({ db, clock, log }: AuditOptions): RequestHandler {
  return (request: Request, response: Response, next: NextFunction): void => {
    response.once('finish', () => {
      const identity = identityOf(request);
      if (response.statusCode !== forbidden || identity === undefined) return;
      const { principal } = identity.session;
      const asked = `${request.method} ${routeOf(request)}`;
      recordAudit(db, {
        what: 'right-refused',
        principal,
        route: asked,
        address: addressOf(request),
        now: clock.now(),
      }).catch((err: unknown) =>
        log.warn({ err, principal, route: asked }, 'A refused right could not be written down'),
      );
    });
    next();
  };
}

/** Where a request came from: its connection, never a header that anybody may write. */
export function addressOf(request: Pick<Request, 'socket'>): string {
  return request.socket.remoteAddress ?? '';
}

/** The path as in the route's contract, without ids; of a request that reached no route, nothing. */
function routeOf(request: Request): string {
  const { route }: { readonly route?: unknown } = request;
  const path: unknown = typeof route === 'object' && route !== null ? Reflect.get(route, 'path') : undefined;
  return typeof path === 'string' ? path : '';
}
