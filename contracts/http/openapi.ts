/** OpenAPI 3.1 from the route contracts: what Express serves is what is described, because it is the same constant. */
import * as z from 'zod';

import { serviceOfArea } from '../areas.ts';
import { problems } from '../problems/catalogue.ts';
import type { ProblemCode } from '../problems/catalogue.ts';
import { Problem } from '../problems/problem.ts';
import type { ResponseSpec, RouteSpec } from './route.ts';

type Json = Record<string, unknown>;

/** A document that tools can read; its members are plain JSON. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
  readonly tags: readonly { readonly name: string }[];
}

/**
 * The description of the given routes, in their order.
 * @throws Error for two routes with the same id or the same method and path
 */
export function openApiDocument(routes: readonly RouteSpec[], about: { readonly version: string }): OpenApiDocument {
  const schemas = createSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  const ids = new Set<string>();
  for (const route of routes) {
    const path = route.path.replace(/:([A-Za-z]\w*)/g, '{$1}');
    const methods = (paths[path] ??= {});
    const method = route.method.toLowerCase();
    if (ids.has(route.id) || method in methods)
      throw new Error(`Two routes are ${route.id} or ${route.method} ${path}`);
    ids.add(route.id);
    methods[method] = operation(route, schemas);
  }
  schemas.schemaOf(Problem);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Callout',
      version: about.version,
      description: 'Service management on durable workflows. Errors are RFC 9457 problems with a stable `code`.',
    },
    paths,
    components: {
      schemas: schemas.all(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token' },
        session: { type: 'apiKey', in: 'cookie', name: 'callout_session', description: 'The cookie of a sign-in' },
      },
    },
    tags: [...new Set(routes.map((route) => route.area))].map((name) => ({ name })),
  };
}

/** Turns zod schemas into JSON Schema; those with an id become components, once. */
function createSchemas() {
  const components: Json = {};

  function schemaOf(schema: z.ZodType): Json {
    const {
      $schema: _,
      $defs = {},
      id,
      ...own
    }: Json & { $defs?: unknown; id?: unknown } = z.toJSONSchema(schema, {
      io: 'input',
      override: ({ jsonSchema }) => withoutCalendarPattern(jsonSchema),
    });
    for (const [name, definition] of Object.entries(Object($defs))) {
      const { id: _id, ...described } = rewritten(definition) as Json;
      components[name] ??= described;
    }
    if (typeof id !== 'string') return rewritten(own) as Json;
    components[id] ??= rewritten(own);
    return { $ref: `#/components/schemas/${id}` };
  }

  return { schemaOf, all: () => Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** zod's pattern of a date counts leap years over half a page; `format` says the same to a reader. */
function withoutCalendarPattern(schema: { format?: string; pattern?: string }): void {
  if (schema.format === 'date-time' || schema.format === 'date' || schema.format === 'uuid') delete schema.pattern;
}

/** The same value with references into components instead of `$defs`. */
function rewritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewritten);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' && typeof member === 'string'
        ? member.replace('#/$defs/', '#/components/schemas/')
        : rewritten(member),
    ]),
  );
}

type Schemas = ReturnType<typeof createSchemas>;

function operation(route: RouteSpec, schemas: Schemas): Json {
  const parameters = [
    ...parametersOf(route.params, 'path', schemas),
    ...parametersOf(route.query, 'query', schemas),
    ...parametersOf(route.headers, 'header', schemas),
    ...(route.idempotent === true
      ? [header('Idempotency-Key', 'The same key with the same body takes effect once', '^[!-~]{1,200}$')]
      : []),
    ...(route.ifMatch === true
      ? [header('If-Match', 'The version that is changed, as its ETag said', '^"\\d+"$')]
      : []),
  ];
  return {
    operationId: route.id,
    tags: [route.area],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBody(route, schemas),
    responses: { ...responsesOf(route, schemas), ...problemsOf(route) },
    security: route.roles === 'public' ? [{}, { token: [] }] : [{ token: [] }, { session: [] }],
    'x-callers': route.roles,
  };
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query' | 'header', schemas: Schemas): Json[] {
  if (schema === undefined) return [];
  return Object.entries(schema.shape).map(([name, member]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(member, undefined).success,
    schema: schemas.schemaOf(z.clone(member)),
  }));
}

function header(name: string, description: string, pattern: string): Json {
  return { name, in: 'header', required: true, description, schema: { type: 'string', pattern } };
}

function requestBody(route: RouteSpec, schemas: Schemas): Json {
  if (route.raw !== undefined) {
    const content = Object.fromEntries(
      route.raw.map((mime) => [mime, { schema: { type: 'string', format: 'binary' } }]),
    );
    return { requestBody: { required: true, content } };
  }
  if (route.body === undefined) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: schemas.schemaOf(route.body) } } } };
}

function responsesOf(route: RouteSpec, schemas: Schemas): Json {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, response]) => [status, responseOf(response, schemas)]),
  );
}

function responseOf(response: ResponseSpec, schemas: Schemas): Json {
  const { description, schema, mime } = response;
  if (schema === undefined && mime === undefined) return { description };
  const type = mime ?? 'application/json';
  return {
    description,
    content: { [type]: { schema: schema === undefined ? { type: 'string' } : schemas.schemaOf(schema) } },
  };
}

/**
 * The codes that a route answers with: its own, and those of the edge that its form makes possible. The gateway answers for a
 * service that does not, and refuses what another web site sends with somebody's cookie.
 */
export function problemCodesOf(route: RouteSpec): readonly ProblemCode[] {
  const readsInput = route.params ?? route.query ?? route.headers ?? route.body ?? route.ifMatch;
  const edge: ProblemCode[] = [
    'internal',
    'unavailable.database',
    ...(route.roles === 'public' ? [] : (['actor.unknown'] as const)),
    ...(typeof route.roles === 'string' ? [] : (['actor.forbidden'] as const)),
    ...(readsInput === undefined || readsInput === false ? [] : (['request.invalid'] as const)),
    ...(route.body === undefined ? [] : (['request.malformed'] as const)),
    ...(route.body === undefined && route.raw === undefined
      ? []
      : (['request.media-type', 'request.too-large'] as const)),
    ...(route.idempotent === true
      ? (['idempotency.key-missing', 'idempotency.key-invalid', 'idempotency.other-body'] as const)
      : []),
    ...(route.ifMatch === true ? (['request.version-missing', 'request.version-stale'] as const) : []),
  ];
  return [...new Set([...edge, ...gatewayCodes(route), ...route.problems])].sort();
}

function gatewayCodes({ area, method }: RouteSpec): readonly ProblemCode[] {
  return [
    ...(serviceOfArea[area] === 'gateway' ? [] : (['unavailable.service'] as const)),
    ...(method === 'GET' ? [] : (['session.origin-foreign'] as const)),
  ];
}

function problemsOf(route: RouteSpec): Json {
  const byStatus = Map.groupBy(problemCodesOf(route), (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        'x-codes': codes,
      },
    ]),
  );
}
