/** Calls another service's route by its contract, as the original actor, and gives problems back as they were thrown there. */
import { addressOf, etagOf } from '#contracts/http/route.ts';
import type { AnswerOf, RequestOf, ResponseSpec, RouteSpec } from '#contracts/http/route.ts';
import { isProblemCode } from '#contracts/problems/catalogue.ts';
import { Problem } from '#contracts/problems/problem.ts';
import type { Actor } from '#contracts/roles.ts';

import { trace } from '../trace-context.ts';
import type { Tokens } from './actor.ts';
import { ProblemError } from './problem.ts';

export interface ServiceCall<Spec extends RouteSpec> {
  /** The service's base address, such as `http://127.0.0.1:8081`. */
  readonly url: string;
  readonly contract: Spec;
  readonly tokens: Tokens;
  readonly actor: Actor;
  readonly request: RequestOf<Spec>;
  readonly requestId?: string;
  /** 5 s when absent. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

interface LooseRequest {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly ifMatch?: number;
}

/**
 * One call, one answer of the contract.
 * @throws ProblemError the other service's problem, or `unavailable.service` when it does not answer in time or not as agreed
 */
export async function callService<Spec extends RouteSpec>(call: ServiceCall<Spec>): Promise<AnswerOf<Spec>> {
  const { contract } = call;
  // The contract's own type says which parts there are; here all are looked for.
  const request: LooseRequest = call.request as LooseRequest;
  const init = await requestInit(call, request);
  const response = await fetch(call.url + addressOf(contract, request.params, request.query), init).catch(
    (cause: unknown) => {
      throw new ProblemError('unavailable.service', { cause });
    },
  );
  const text = await response.text().catch((cause: unknown) => {
    throw new ProblemError('unavailable.service', { cause });
  });
  const declared = contract.responses[response.status];
  if (declared === undefined) throw problemFrom(text, response.status);
  return answerFrom(declared, response, text) as AnswerOf<Spec>;
}

/** Checked against the schema of its status, which is what makes it an answer of the contract. */
function answerFrom(declared: ResponseSpec, response: Response, text: string): unknown {
  const headers = Object.fromEntries(response.headers);
  if (declared.schema === undefined) return { status: response.status, headers, body: text };
  const body = declared.schema.safeParse(jsonOf(text));
  if (!body.success) throw new ProblemError('unavailable.service', { cause: body.error });
  return { status: response.status, headers, body: body.data };
}

async function requestInit<Spec extends RouteSpec>(
  call: ServiceCall<Spec>,
  request: LooseRequest,
): Promise<RequestInit> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${await call.tokens.sign(call.actor)}`,
    accept: 'application/json, application/problem+json',
    ...trace.inject(),
    ...(call.requestId === undefined ? {} : { 'x-request-id': call.requestId }),
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.key === undefined ? {} : { 'idempotency-key': request.key }),
    ...(request.ifMatch === undefined ? {} : { 'if-match': etagOf(request.ifMatch) }),
  };
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name] = String(value);
  const limit = AbortSignal.timeout(call.timeoutMs ?? 5_000);
  return {
    method: call.contract.method,
    headers,
    signal: call.signal === undefined ? limit : AbortSignal.any([limit, call.signal]),
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemFrom(text: string, status: number): ProblemError {
  const parsed = Problem.safeParse(jsonOf(text));
  if (!parsed.success || !isProblemCode(parsed.data.code)) {
    return new ProblemError('unavailable.service', { cause: new Error(`Answered ${status}, which is not agreed`) });
  }
  const { type: _t, title: _n, status: _s, instance: _i, traceId: _x, code, detail, errors, ...extra } = parsed.data;
  return new ProblemError(parsed.data.code, {
    detail,
    errors,
    extra: withoutUndefined(extra),
    cause: new Error(`Answered ${code}`),
  });
}

function withoutUndefined(extra: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== undefined));
}
