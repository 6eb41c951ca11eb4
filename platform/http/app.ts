/** A service's Express app with what every mounted route needs, and the table of its routes for 404 and 405. */
import express from 'express';
import type { Express } from 'express';

import type { Method } from '#contracts/http/route.ts';

import type { Logger } from '../logging.ts';
import type { Tokens } from './actor.ts';

export interface AppContext {
  readonly log: Logger;
  readonly tokens: Tokens;
  /** Whether answers are checked against their contract: in tests only, it costs. */
  readonly checkAnswers: boolean;
}

interface KnownRoute {
  readonly method: Method;
  readonly pattern: RegExp;
}

const contexts = new WeakMap<Express, AppContext>();
const routes = new WeakMap<Express, KnownRoute[]>();

/**
 * An app that only knows its mounted routes; unknown addresses fall through to the next app of `startHttp`.
 * Answers are checked when `checkAnswers` says so or CALLOUT_CHECK_ANSWERS is 1.
 */
export function createApp(options: { log: Logger; tokens: Tokens; checkAnswers?: boolean }): Express {
  const app = plainExpress();
  contexts.set(app, {
    log: options.log,
    tokens: options.tokens,
    checkAnswers: options.checkAnswers ?? process.env['CALLOUT_CHECK_ANSWERS'] === '1',
  });
  routes.set(app, []);
  return app;
}

/** Express without its own headers, tags and nested queries. */
export function plainExpress(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  return app;
}

/** @throws Error for an app that `createApp` did not make */
export function contextOf(app: Express): AppContext {
  const context = contexts.get(app);
  if (context === undefined) throw new Error('Mount routes on an app made by createApp');
  return context;
}

/** Remembers a route for `allowedMethods`. */
export function rememberRoute(app: Express, method: Method, path: string): void {
  const pattern = new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:[A-Za-z]\w*/g, '[^/]+')}/?$`);
  routes.get(app)?.push({ method, pattern });
}

/** The methods that an address knows over all apps; empty when it is unknown. */
export function allowedMethods(apps: readonly Express[], path: string): readonly string[] {
  const known = apps.flatMap((app) => routes.get(app) ?? []).filter((route) => route.pattern.test(path));
  const methods = new Set<string>(known.map((route) => route.method));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
