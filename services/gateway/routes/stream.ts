/** Live hints for browsers: staff hear of everything, a customer of its own data. */
import type { Express } from 'express';

import { streamRoutes } from '#contracts/http/stream.ts';
import { scopeOf } from '#contracts/roles.ts';
import { mount } from '#platform/http/mount.ts';
import type { GatewayDeps } from '../app.ts';

/** A stream ends after this many milliseconds, and the browser comes back with whatever rights it has by then. */
const longestStreamMs = 10 * 60_000;

/** Mounts GET /v1/stream. */
export function mountStream(app: Express, { hints }: GatewayDeps): void {
  mount(app, streamRoutes.streamHints, ({ actor }) => {
    const own = scopeOf(actor) === 'customer' ? actor.customerId : undefined;
    const body = hints.subscribe((hint) => own === undefined || (own !== null && hint.customerId === own));
    const end = setTimeout(() => body.push(null), longestStreamMs);
    end.unref();
    body.once('close', () => clearTimeout(end));
    return { status: 200, body };
  });
}
