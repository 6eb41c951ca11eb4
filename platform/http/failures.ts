/** Tells a broken world (try again) from a bug. Works on shapes, because drivers do not share error classes. */
import type { ProblemCode } from '#contracts/problems/catalogue.ts';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/**
 * SQLSTATEs after which the same request may succeed: class 08 (connection), 53300/53400 (too many connections),
 * 57P01..57P05 (shutdown, crash, idle), 57014 (statement timeout), 55P03 (lock timeout), 40001/40P01 (serialisation, deadlock),
 * 25P03 (idle in transaction).
 */
const retryableSqlStates = /^(08...|53[34]00|57P0[1-5]|57014|55P03|40001|40P01|25P03)$/;

/** What `pg` and its pool say without a code when a connection is lost or cannot be had. */
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** gRPC statuses of a server that cannot answer now: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNAVAILABLE. */
const unavailableGrpc = new Set([4, 8, 14]);

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

/** True when Postgres could not be reached, gave up, or asked to try again. */
export function isDatabaseFailure(thrown: unknown): boolean {
  const code = member(thrown, 'code');
  if (typeof code === 'string' && (networkCodes.has(code) || retryableSqlStates.test(code))) return true;
  if (thrown instanceof AggregateError) return thrown.errors.some(isDatabaseFailure);
  return thrown instanceof Error && lostConnection.test(thrown.message);
}

/** True when the Temporal server could not be reached or is overloaded. */
export function isWorkflowEngineFailure(thrown: unknown): boolean {
  const grpc = member(member(thrown, 'cause'), 'code') ?? member(thrown, 'code');
  return typeof grpc === 'number' && unavailableGrpc.has(grpc);
}

/** The 503 code of a failure of the world, or undefined for a bug. */
export function failureCode(thrown: unknown): ProblemCode | undefined {
  if (isWorkflowEngineFailure(thrown)) return 'unavailable.workflows';
  return isDatabaseFailure(thrown) ? 'unavailable.database' : undefined;
}
