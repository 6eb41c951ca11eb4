/** The one way to the API: calls by route contract, answers of the contract, and problems with their words. */
import { addressOf, etagOf } from '#contracts/http/route.ts';
import type { AnswerOf, RequestOf, ResponseSpec, RouteSpec } from '#contracts/http/route.ts';
import { Problem } from '#contracts/problems/problem.ts';

import { text } from '../ui/texts.ts';

/** What the API, or the way to it, said no with. */
export class AnsweredProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'AnsweredProblem';
    this.problem = problem;
  }

  /** True when nobody knows whether it was done: the same Idempotency-Key must be sent again. */
  get isOpen(): boolean {
    return this.problem.status === 0 || this.problem.status >= 500;
  }

  /** True when something else was just being done to the thing: nothing was done, and a moment later it may be. */
  get isPassing(): boolean {
    return this.problem.code === 'order.busy';
  }
}

/** The problem of anything that was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof AnsweredProblem) return thrown.problem;
  return { type: 'about:blank', title: text('problem.page'), status: 0, code: 'page.error', detail: String(thrown) };
}

interface LooseRequest {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly key?: string;
  readonly ifMatch?: number;
}

/**
 * One call, one answer of the contract.
 * @throws AnsweredProblem for every problem, and for no or an unreadable answer
 */
export async function call<Spec extends RouteSpec>(
  contract: Spec,
  request: RequestOf<Spec>,
  signal?: AbortSignal,
): Promise<AnswerOf<Spec>> {
  // The contract's own type says which parts there are; here all are looked for.
  const loose: LooseRequest = request as LooseRequest;
  const response = await fetched(addressOf(contract, loose.params, loose.query), {
    method: contract.method,
    headers: headersOf(loose),
    ...(loose.body === undefined ? {} : { body: JSON.stringify(loose.body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  return (await answerFrom(contract, response)) as AnswerOf<Spec>;
}

/** The body of an answer 200, the only one that a reading route has. */
export type ReadBody<Spec extends RouteSpec> = Extract<AnswerOf<Spec>, { readonly status: 200 }>['body'];

/**
 * What a reading route shows.
 * @throws AnsweredProblem as `call` does
 */
export async function read<Spec extends RouteSpec>(
  contract: Spec,
  request: RequestOf<Spec>,
  signal?: AbortSignal,
): Promise<ReadBody<Spec>> {
  return (await call(contract, request, signal)).body;
}

/**
 * Sends a file as the body of an upload route.
 * @throws AnsweredProblem as `call` does
 */
export async function upload<Spec extends RouteSpec>(
  contract: Spec,
  request: RequestOf<Spec>,
  file: Blob,
  signal?: AbortSignal,
): Promise<AnswerOf<Spec>> {
  const loose: LooseRequest = request as LooseRequest;
  const response = await fetched(addressOf(contract, loose.params, loose.query), {
    method: contract.method,
    headers: { accept: acceptedTypes, 'content-type': file.type },
    body: file,
    ...(signal === undefined ? {} : { signal }),
  });
  return (await answerFrom(contract, response)) as AnswerOf<Spec>;
}

const acceptedTypes = 'application/json, application/problem+json';

function headersOf({ body, headers = {}, key, ifMatch }: LooseRequest): Record<string, string> {
  return {
    accept: acceptedTypes,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(ifMatch === undefined ? {} : { 'if-match': etagOf(ifMatch) }),
    ...Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  };
}

async function fetched(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (thrown) {
    if (init.signal?.aborted === true) throw thrown;
    throw new AnsweredProblem(ownProblem('client.offline', 0));
  }
}

async function answerFrom(contract: RouteSpec, response: Response): Promise<unknown> {
  const declared = contract.responses[response.status];
  const body = await bodyOf(response);
  if (declared === undefined) throw new AnsweredProblem(problemFrom(body, response.status));
  return { status: response.status, body: checked(declared, body, response.status) };
}

function checked(declared: ResponseSpec, body: unknown, status: number): unknown {
  if (declared.schema === undefined) return undefined;
  const parsed = declared.schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AnsweredProblem(
    ownProblem('client.unreadable', status, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`),
  );
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text());
  } catch {
    return undefined;
  }
}

function problemFrom(body: unknown, status: number): Problem {
  const parsed = Problem.safeParse(body);
  return parsed.success ? parsed.data : ownProblem('client.unreadable', status);
}

/** A problem that the page found by itself, in the shape of the others. */
function ownProblem(code: 'client.offline' | 'client.unreadable', status: number, detail?: string): Problem {
  return {
    type: 'about:blank',
    title: text(`problem.${code}`),
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
  };
}
