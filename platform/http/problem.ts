/** The one place that turns what was thrown into RFC 9457. HTTP words appear nowhere deeper than here. */
import type { Request, Response } from 'express';

import { message } from '#contracts/messages/en.ts';
import { problems } from '#contracts/problems/catalogue.ts';
import type { ProblemCode } from '#contracts/problems/catalogue.ts';
import type { AllowedMove, Problem, ProblemEntry } from '#contracts/problems/problem.ts';

import { activeTraceId } from '../logging.ts';
import { failureCode } from './failures.ts';

export interface ProblemOptions {
  readonly detail?: string | undefined;
  readonly errors?: readonly ProblemEntry[] | undefined;
  /** Members that RFC 9457 calls extensions. */
  readonly extra?: {
    readonly orderNumber?: string;
    readonly workflowId?: string;
    readonly allowed?: readonly AllowedMove[];
  } & Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown anywhere under a handler to answer with a problem of the catalogue. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? problems[code].title, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = problems[code].status;
    this.options = options;
  }
}

const retryAfterSeconds = '2';

/** Any thrown value as a ProblemError: itself, a failure of the world (503), or `internal` with the cause kept for the log. */
export function problemOf(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  const code = failureCode(thrown);
  if (code === undefined) return new ProblemError('internal', { cause: thrown });
  return new ProblemError(code, { cause: thrown });
}

/** The wire form of a problem. Nothing of the cause is in it. */
export function problemBody(problem: ProblemError, where: { instance: string; traceId: string }): Problem {
  const { detail, errors, extra } = problem.options;
  const told = problem.code === 'internal' ? message('internal.detail', { traceId: where.traceId }) : detail;
  return {
    ...extra,
    type: `/problems/${problem.code}`,
    title: problems[problem.code].title,
    status: problem.status,
    code: problem.code,
    instance: where.instance,
    traceId: where.traceId,
    ...(told === undefined ? {} : { detail: told }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** The id under which this request is found in logs and traces: the active trace's, or the request's own. */
export function traceIdOf(requestId: string): string {
  return activeTraceId() ?? requestId;
}

/**
 * Answers with a problem; what the client still sends is read and dropped, because who writes to a closed connection never reads why.
 * Does nothing but end the connection when an answer has already begun.
 */
export function sendProblem(request: Request, response: Response, problem: ProblemError, traceId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problem.status === 503 || problem.status === 429) response.setHeader('Retry-After', retryAfterSeconds);
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="callout"');
  for (const [name, value] of Object.entries(problem.options.headers ?? {})) response.setHeader(name, value);
  const body = JSON.stringify(problemBody(problem, { instance: pathOf(request), traceId }));
  response.status(problem.status).setHeader('Content-Type', 'application/problem+json');
  response.end(request.method === 'HEAD' ? undefined : body);
  request.resume();
}

/** The path that was asked for, without the query, which may carry what a log must not. */
export function pathOf(request: Request): string {
  const url = request.originalUrl;
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
