/** The web apps as they were built: console, technician page and customers’ page, each with its own index for its own addresses. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import { Router, static as staticFiles } from 'express';
import type { NextFunction, Request, Response } from 'express';

import { page } from './html.ts';

/** Apps with a path of their own; every other address is the console's. */
const otherApps = ['technician', 'customer'];

/** Addresses that are never a page of an app, so that a mistyped one is answered with 404. */
const notPages = /^\/(v1|events|problems|docs|healthz|readyz|openapi\.json|asyncapi\.json|assets)(\/|$)/;

/**
 * Serves `folder`: files with a hash in their name (under assets/) for ever, everything else fresh. A reader's address inside of an
 * app gets the app's index; an index that was not built yet says so.
 */
export function webApps(folder: string): Router {
  const router = Router();
  for (const each of [folder, path.join(folder, 'console')]) {
    const hashed = staticFiles(path.join(each, 'assets'), { immutable: true, maxAge: '1y', index: false });
    router.use('/assets', hashed);
    router.use(staticFiles(each, { index: false, cacheControl: false, redirect: false }));
  }
  router.get('/*path', (request: Request, response: Response, next: NextFunction) => {
    serveIndex(folder, request, response, next);
  });
  router.get('/', (request: Request, response: Response, next: NextFunction) => {
    serveIndex(folder, request, response, next);
  });
  return router;
}

function serveIndex(folder: string, request: Request, response: Response, next: NextFunction): void {
  const isPage =
    request.accepts('html') !== false && !path.basename(request.path).includes('.') && !notPages.test(request.path);
  if (!isPage) return next();
  const app = otherApps.find((name) => request.path === `/${name}` || request.path.startsWith(`/${name}/`));
  const file = indexFiles(folder, app).find((each) => existsSync(each));
  response.set('Cache-Control', 'no-cache');
  // The folder of builds begins with a dot, which would otherwise be hidden.
  if (file !== undefined) return response.sendFile(file, { dotfiles: 'allow' });
  response
    .type('html')
    .send(page('Callout runs', '<p>The web pages are not built. See <a href="/docs">the doors</a>.</p>'));
}

function indexFiles(folder: string, app: string | undefined): readonly string[] {
  const names = app === undefined ? ['index.html', 'console/index.html'] : [`${app}/index.html`, `${app}.html`];
  return names.map((name) => path.resolve(folder, name));
}
