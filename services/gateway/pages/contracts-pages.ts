/** What integrators read: OpenAPI, AsyncAPI, event schemas, a page of all doors, and a page per problem. */
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';

import { asyncApiDocument, eventDataSchema } from '#contracts/events/asyncapi.ts';
import { eventSchemaPath, eventTypeName } from '#contracts/events/envelope.ts';
import { events } from '#contracts/events/registry.ts';
import { openApiDocument, problemCodesOf } from '#contracts/http/openapi.ts';
import type { RouteSpec } from '#contracts/http/route.ts';
import { routes } from '#contracts/http/routes.ts';
import { isProblemCode, problems } from '#contracts/problems/catalogue.ts';
import type { ProblemCode } from '#contracts/problems/catalogue.ts';
import { topicOf } from '#contracts/topics.ts';

import { escaped, page, style, stylePath } from './html.ts';

/** Ten minutes: the documents change with the version of the product only. */
const cached = 'public, max-age=600';

/** The router of the pages. Documents are made at the first request and kept. */
export function contractPages(version: string): Router {
  const router = Router();
  const openApi = once(() => JSON.stringify(openApiDocument(routes, { version })));
  const asyncApi = once(() => JSON.stringify(asyncApiDocument(events, { version })));
  const docs = once(docsPage);
  const schemas = once(
    () => new Map(events.map((spec) => [eventSchemaPath(spec), JSON.stringify(eventDataSchema(spec))])),
  );

  router.get('/openapi.json', (_request, response) => send(response, 'application/json', openApi()));
  router.get('/asyncapi.json', (_request, response) => send(response, 'application/json', asyncApi()));
  router.get('/docs', (_request, response) => send(response, 'text/html', docs()));
  router.get(stylePath, (_request, response) => send(response, 'text/css', style));
  router.get('/events', (_request, response) => response.redirect('/docs#events'));
  router.get('/events/:area/:file', (request: Request, response: Response, next: NextFunction) => {
    const schema = schemas().get(request.path);
    if (schema === undefined) return next();
    send(response, 'application/schema+json', schema);
  });
  router.get('/problems', (_request, response) => response.redirect('/docs#problems'));
  router.get('/problems/:code', (request: Request<{ code: string }>, response: Response, next: NextFunction) => {
    const { code } = request.params;
    if (!isProblemCode(code)) return next();
    send(response, 'text/html', problemPage(code));
  });
  return router;
}

function send(response: Response, type: string, body: string): void {
  response.set({ 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': cached }).send(body);
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function docsPage(): string {
  const doors = [...Map.groupBy(routes, (route) => route.area)]
    .map(
      ([area, own]) => `<h3>${area}</h3>\n${table(['Door', 'What it does', 'Who may', 'Problems'], own.map(routeRow))}`,
    )
    .join('\n');
  const topics = [...Map.groupBy(events, (spec) => spec.area)]
    .map(([area, own]) => {
      const rows = own.map((spec) => [
        `<a href="${eventSchemaPath(spec)}"><code>${eventTypeName(spec)}</code></a>`,
        escaped(spec.summary),
      ]);
      return `<h3><code>${topicOf(area, '')}</code></h3>\n${table(['Event', 'What happened'], rows)}`;
    })
    .join('\n');
  const codes = Object.entries(problems).map(([code, { status, title }]) => [
    `<a href="/problems/${code}"><code>${code}</code></a>`,
    String(status),
    escaped(title),
  ]);
  return page(
    'Documentation',
    `<p>Sign in at <code>POST /v1/session</code>, or send an API token as <code>Authorization: Bearer …</code>.</p>
<h2>Doors</h2>
${doors}
<h2 id="events">Events</h2>
${topics}
<h2 id="problems">Problems</h2>
${table(['Code', 'Status', 'Title'], codes)}`,
  );
}

function routeRow(route: RouteSpec): readonly string[] {
  const callers = typeof route.roles === 'string' ? route.roles : route.roles.join(', ');
  const codes = problemCodesOf(route).map((code) => `<a href="/problems/${code}"><code>${code}</code></a>`);
  return [
    `<code>${route.method} ${escaped(route.path)}</code>`,
    escaped(route.summary),
    escaped(callers),
    `<details><summary>${codes.length}</summary>${codes.join('<br>')}</details>`,
  ];
}

function problemPage(code: ProblemCode): string {
  const { status, title } = problems[code];
  const doors = routes
    .filter((route) => problemCodesOf(route).includes(code))
    .map((route) => [`<code>${route.method} ${escaped(route.path)}</code>`, escaped(route.summary)]);
  return page(
    title,
    `<p>Code <code>${code}</code>, HTTP status ${status}.</p>
<h2>Where it can come from</h2>
${doors.length === 0 ? '<p>Any door.</p>' : table(['Door', 'What it does'], doors)}`,
  );
}

/** Cells are HTML already. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[], tag: string) => row.map((cell) => `<${tag}>${cell}</${tag}>`).join('');
  return `<table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>
${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')}
</tbody></table>`;
}
