/** Joins a route contract and its handler in Express: authorise, parse, time, log, map problems. Written once. */
import type { Express, Request, Response } from 'express';
import type * as z from 'zod';

import { etagOf } from '#contracts/http/route.ts';
import type { AnswerOf, BodyOf, HeadersOf, ParamsOf, QueryOf, RouteSpec } from '#contracts/http/route.ts';
import { message } from '#contracts/messages/en.ts';
import type { ProblemEntry } from '#contracts/problems/problem.ts';
import type { Actor } from '#contracts/roles.ts';

import type { Logger } from '../logging.ts';
import { actorOf, bearerOf } from './actor.ts';
import { contextOf, rememberRoute } from './app.ts';
import type { AppContext } from './app.ts';
import { bodyParser, headerParser, textParser } from './parse-input.ts';
import type { PartParser } from './parse-input.ts';
import { ProblemError, pathOf, problemOf, sendProblem, traceIdOf } from './problem.ts';
import { readJson, requireLength, requireMediaType } from './read-body.ts';
import { requestIdHeader, requestIdOf } from './request-id.ts';
import { sendAnswer } from './send-answer.ts';
import type { PlainAnswer } from './send-answer.ts';

const jsonTypes = ['application/json'];
const defaultJsonBytes = 256 * 1024;
const defaultUploadBytes = 20 * 1024 * 1024;
const methods = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

/** What a handler gets: parsed, authorised, trusted. Parts that the contract does not have are undefined. */
export interface Input<Spec extends RouteSpec> {
  /** Null only on a public route without a token. */
  readonly actor: Spec extends { readonly roles: 'public' } ? Actor | null : Actor;
  readonly params: ParamsOf<Spec>;
  readonly query: QueryOf<Spec>;
  readonly body: BodyOf<Spec>;
  readonly headers: HeadersOf<Spec>;
  readonly key: Spec extends { readonly idempotent: true } ? string : undefined;
  readonly ifMatch: Spec extends { readonly ifMatch: true } ? number : undefined;
  readonly requestId: string;
  readonly traceId: string;
  readonly log: Logger;
  /** For uploads and for knowing when the client has gone. */
  readonly request: Request;
}

export type Handler<Spec extends RouteSpec> = (input: Input<Spec>) => Promise<AnswerOf<Spec>> | AnswerOf<Spec>;

interface Parsers {
  readonly params?: PartParser;
  readonly query?: PartParser;
  readonly headers?: PartParser;
  readonly body?: PartParser;
}

interface Mounted {
  readonly context: AppContext;
  readonly contract: RouteSpec;
  readonly parsers: Parsers;
  readonly handler: (input: unknown) => Promise<PlainAnswer> | PlainAnswer;
}

/**
 * Mounts a contract on an app made by `createApp`. The handler may throw `ProblemError`; a failure of the world becomes 503,
 * anything else 500 `internal`, logged with the trace id and told to nobody.
 */
export function mount<Spec extends RouteSpec>(app: Express, contract: Spec, handler: Handler<NoInfer<Spec>>): void {
  const mounted: Mounted = {
    context: contextOf(app),
    contract,
    parsers: parsersOf(contract),
    // The pipeline is not generic: what it builds from the contract's own schemas is what Input<Spec> says.
    handler: handler as Mounted['handler'],
  };
  rememberRoute(app, contract.method, contract.path);
  app[methods[contract.method]](contract.path, (request: Request, response: Response) =>
    serve(mounted, request, response),
  );
}

/** The header of an answer that shows one version of a row: what `If-Match` says to change it. */
export function tagOf({ version }: { readonly version: number }): { readonly ETag: string } {
  return { ETag: etagOf(version) };
}

/** @throws ProblemError 412 `request.version-stale` unless the version that was edited is the current one */
export function requireVersion(sent: number, current: number): void {
  if (sent === current) return;
  throw new ProblemError('request.version-stale', {
    detail: message('request.version-stale.detail', { sent, current }),
    extra: { currentVersion: current },
  });
}

function parsersOf(contract: RouteSpec): Parsers {
  return {
    ...(contract.params && { params: textParser(contract.params, '#/params') }),
    ...(contract.query && { query: textParser(contract.query, '#/query') }),
    ...(contract.headers && { headers: headerParser(contract.headers) }),
    ...(contract.body && { body: bodyParser(contract.body) }),
  };
}

async function serve(mounted: Mounted, request: Request, response: Response): Promise<void> {
  const startedAt = performance.now();
  const requestId = requestIdOf(request);
  const traceId = traceIdOf(requestId);
  const log = mounted.context.log.child({ requestId, route: mounted.contract.id });
  response.setHeader(requestIdHeader, requestId);
  const line: { principal?: string; status?: number; ms?: number; [id: string]: unknown } = {};
  try {
    const actor = await authorise(mounted, request);
    if (actor !== null) line.principal = actor.principal;
    const input = await readInput(mounted, request);
    const ids = idsOf(input.params);
    Object.assign(line, ids);
    const answer = await mounted.handler({ ...input, actor, requestId, traceId, log: log.child(ids), request });
    if (mounted.context.checkAnswers) checkAnswer(mounted.contract, answer);
    line.status = answer.status;
    await sendAnswer(response, mounted.contract, answer);
  } catch (thrown) {
    const problem = problemOf(thrown);
    line.status = problem.status;
    tellLog(log, problem, traceId);
    sendProblem(request, response, problem, traceId);
    request.resume();
  }
  line.ms = Math.round((performance.now() - startedAt) * 10) / 10;
  const quiet = request.method === 'GET' && line.status < 400;
  log[quiet ? 'debug' : 'info']({ ...line, method: request.method, path: pathOf(request) }, 'Request answered');
}

/** What the address is about, by the ids in it, such as `orderId`: fields of every line about the request. */
function idsOf(params: unknown): Readonly<Record<string, unknown>> {
  const isOwnId = (name: string) => name.endsWith('Id') && name !== 'externalId';
  return Object.fromEntries(Object.entries(params ?? {}).filter(([name]) => isOwnId(name)));
}

function tellLog(log: Logger, problem: ProblemError, traceId: string): void {
  if (problem.code === 'internal') log.error({ err: problem.options.cause, traceId }, 'Request failed by a bug');
  else if (problem.status >= 500)
    log.warn({ err: problem.options.cause, traceId, code: problem.code }, 'Request failed');
  else log.debug({ code: problem.code, errors: problem.options.errors }, 'Request refused');
}

async function authorise(mounted: Mounted, request: Request): Promise<Actor | null> {
  const { roles } = mounted.contract;
  if (roles === 'public' && bearerOf(request) === undefined) return null;
  const actor = await actorOf(request, mounted.context.tokens);
  if (roles === 'public' || roles === 'anyone') return actor;
  if (roles.some((role) => actor.roles.includes(role))) return actor;
  throw new ProblemError('actor.forbidden');
}

/** Everything is looked at before anything is refused, but a body is read only when the rest is right. */
async function readInput(mounted: Mounted, request: Request) {
  const { contract, parsers } = mounted;
  const errors: ProblemEntry[] = [];
  const key = contract.idempotent === true ? keyOf(request) : undefined;
  const ifMatch = contract.ifMatch === true ? versionOf(request) : undefined;
  const params = parsers.params?.parse(request.params, errors);
  const query = parsers.query?.parse(request.query, errors);
  const headers = parsers.headers?.parse(request.headers, errors);
  if (contract.raw !== undefined) {
    requireMediaType(request, contract.raw);
    requireLength(request, maxBytesOf(contract));
  }
  let body: unknown;
  if (parsers.body !== undefined) {
    requireMediaType(request, jsonTypes);
    body = parsers.body.parse(await readJson(request, maxBytesOf(contract)), errors);
  }
  if (errors.length > 0) throw new ProblemError('request.invalid', { errors });
  return { params, query, headers, body, key, ifMatch };
}

/** The largest body that a route takes, in bytes. */
export function maxBytesOf(contract: RouteSpec): number {
  return contract.maxBytes ?? (contract.raw === undefined ? defaultJsonBytes : defaultUploadBytes);
}

function keyOf(request: Request): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') throw new ProblemError('idempotency.key-missing');
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) throw new ProblemError('idempotency.key-invalid');
  return key;
}

function versionOf(request: Request): number {
  const tag = request.headers['if-match'];
  if (tag === undefined) throw new ProblemError('request.version-missing');
  const version = /^"(\d{1,15})"$/.exec(tag)?.[1];
  if (version !== undefined) return Number(version);
  throw new ProblemError('request.invalid', {
    errors: [{ pointer: '#/headers/if-match', message: message('request.if-match.form') }],
  });
}

/** Tests only: an answer that its contract does not declare is a bug. */
function checkAnswer(contract: RouteSpec, answer: PlainAnswer): void {
  const declared = contract.responses[answer.status];
  if (declared === undefined) throw new Error(`${contract.id} answered ${answer.status}, which it does not declare`);
  const result: z.ZodSafeParseResult<unknown> | undefined = declared.schema?.safeParse(answer.body);
  if (result !== undefined && !result.success) {
    throw new Error(`${contract.id} answered what its contract does not say: ${result.error.message}`);
  }
}
