/** One contract per route: it feeds Express, OpenAPI 3.1, the web client, calls between services, and the tests. */
import type * as z from 'zod';

import type { Area } from '../areas.ts';
import type { ProblemCode } from '../problems/catalogue.ts';
import type { Role } from '../roles.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ResponseSpec {
  readonly description: string;
  /** The JSON body; without a schema and a mime there is no body. */
  readonly schema?: z.ZodType;
  /** For a body that is not JSON (a file, `text/event-stream`); the handler answers a string, a Buffer or a stream. */
  readonly mime?: string;
}

/** Who may call: some roles, anyone who is signed in, or the whole world. */
export type Callers = readonly [Role, ...Role[]] | 'anyone' | 'public';

export interface RouteSpec {
  /** The operationId, camelCase, unique in the product. */
  readonly id: string;
  readonly area: Area;
  readonly method: Method;
  /** Express 5 syntax: `/v1/service-orders/:orderId`. */
  readonly path: `/v1/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly roles: Callers;
  readonly params?: z.ZodObject;
  /** Numbers, booleans and arrays of the schema are read from their text before the schema is asked. */
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Lower-case names. Idempotency-Key and If-Match have flags of their own. */
  readonly headers?: z.ZodObject;
  readonly responses: Readonly<Record<number, ResponseSpec>>;
  /** What this route answers beside the edge's own problems. */
  readonly problems: readonly ProblemCode[];
  /** The route needs an Idempotency-Key. */
  readonly idempotent?: boolean;
  /** The route needs If-Match with the row's version. */
  readonly ifMatch?: boolean;
  /** Media types of an upload; the handler then reads `input.request` as a stream and there is no `body`. */
  readonly raw?: readonly string[];
  /** The largest body in bytes; 256 KiB for JSON when absent, 20 MiB for uploads. */
  readonly maxBytes?: number;
}

/** Declares a route. The literal types are kept, so that inputs and answers of handlers and callers are inferred. */
export function route<const Spec extends RouteSpec>(spec: Spec): Spec {
  return Object.freeze(spec);
}

type SchemaOf<Spec, Part extends string> = Spec extends { readonly [P in Part]: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

export type ParamsOf<Spec extends RouteSpec> = SchemaOf<Spec, 'params'>;
export type QueryOf<Spec extends RouteSpec> = SchemaOf<Spec, 'query'>;
export type BodyOf<Spec extends RouteSpec> = SchemaOf<Spec, 'body'>;
export type HeadersOf<Spec extends RouteSpec> = SchemaOf<Spec, 'headers'>;

type BodyOfResponse<Response> = Response extends { readonly schema: infer Schema extends z.ZodType }
  ? { readonly body: z.input<Schema> }
  : Response extends { readonly mime: string }
    ? { readonly body: unknown }
    : { readonly body?: undefined };

/** The statuses that a contract declares. */
export type StatusOf<Spec extends RouteSpec> = Extract<keyof Spec['responses'], number>;

/**
 * What a handler may answer and a caller may get: one member per declared status. That the status is said twice lets a handler
 * answer `{ status: 201 }` without `as const`.
 */
export type AnswerOf<Spec extends RouteSpec> = { readonly status: StatusOf<Spec> } & {
  [Status in keyof Spec['responses'] & number]: {
    readonly status: Status;
    readonly headers?: Readonly<Record<string, string>>;
  } & BodyOfResponse<Spec['responses'][Status]>;
}[keyof Spec['responses'] & number];

type Part<Name extends string, Value> = [Value] extends [undefined] ? unknown : { readonly [N in Name]: Value };

/** What a caller gives: only the parts that the contract has, and key and version where the contract asks for them. */
export type RequestOf<Spec extends RouteSpec> = Part<'params', ParamsOf<Spec>> &
  Part<'body', BodyOf<Spec>> &
  ([QueryOf<Spec>] extends [undefined] ? unknown : { readonly query?: QueryOf<Spec> }) &
  ([HeadersOf<Spec>] extends [undefined] ? unknown : { readonly headers: HeadersOf<Spec> }) &
  (Spec extends { readonly idempotent: true } ? { readonly key: string } : unknown) &
  (Spec extends { readonly ifMatch: true } ? { readonly ifMatch: number } : unknown);

/**
 * The path and query of a call, such as `/v1/service-orders/7?limit=5`. Absent query values are left out, arrays repeat.
 * @throws Error when a parameter of the path has no value
 */
export function addressOf(
  spec: Pick<RouteSpec, 'path'>,
  params: Readonly<Record<string, unknown>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const path = spec.path.replace(/:([A-Za-z]\w*)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === '') throw new Error(`No value for :${name} of ${spec.path}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null) search.append(name, String(each));
    }
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

/** The entity tag of a version, `"7"`. */
export function etagOf(version: number): string {
  return `"${version}"`;
}
