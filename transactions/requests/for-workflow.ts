/** What the workflow of a request asks: the row as it is, what an instant comes to, and what operators decide there. */
import { ZodError } from 'zod';

import type {
  DecidedRequest,
  DecideRequestInput,
  RequestOutcome,
  RequestView,
} from '#contracts/workflows/service-request.ts';
import { requestCommandSchemas } from '#contracts/workflows/service-request.schema.ts';
import { temporalOperator } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import { lockRequest, updateRequestRow, type RequestRow } from '#db/queries/requests.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import { reachResponse, responseSummary } from '#domain/requests/response-clock.ts';
import { accept, type Decision, type Refusal } from '#domain/shared/decision.ts';
import { RolledBack } from '../rolled-back.ts';
import { acceptAsOrder, reject, withdraw } from './decide.ts';
import { responseClockOf } from './response-target.ts';
import { saveRequest } from './save.ts';

type Shown = Omit<RequestView, 'consoleUrl'>;

/**
 * The row as a run finds it when it begins. A request that came before requests had a clock gets it here.
 * @throws Error when there is no such request: the workflow's task fails loudly
 */
export async function beginRequest(db: Db<'orders'>, requestId: string, now: string): Promise<Shown> {
  return transaction(db, temporalOperator, async (t) => {
    const row = await locked(t, requestId);
    if (row.clockBegun || row.status !== 'submitted') return viewOf(row);
    const { clock, news, ...policy } = await responseClockOf(t, row, now);
    const begun = { ...row, ...policy, clockBegun: true, sla: clock, ...responseSummary(clock, row.status, now) };
    await updateRequestRow(t, begun);
    return viewOf(await saveRequest(t, begun, { clock, news }, null, now));
  });
}

/** Decides once per key; what was decided before answers as then, with the row as it is now. A refusal writes nothing. */
export async function decideRequest(
  db: Db<'orders'>,
  input: DecideRequestInput,
): Promise<{ readonly outcome: DecidedRequest['outcome']; readonly view: Shown }> {
  const { requestId } = input;
  try {
    return await transaction(db, temporalOperator, async (t) => {
      const decided = await decidedBy(t, input);
      if (!decided.ok) throw new RolledBack(decided.refusal);
      const row = await locked(t, requestId);
      return { outcome: doneOf(row), view: viewOf(row) };
    });
  } catch (error) {
    const { code, params } = refusalIn(error);
    const view = await transaction(db, temporalOperator, async (t) => viewOf(await locked(t, requestId)));
    return { outcome: { kind: 'refused', code, params }, view };
  }
}

async function decidedBy(t: Transaction<'orders'>, input: DecideRequestInput): Promise<Decision<object>> {
  const { requestId, key, command, now } = input;
  if (command.name === 'instantReached') {
    const row = await locked(t, requestId);
    if (row.status === 'submitted') await saveRequest(t, row, reachResponse(row.sla, now), null, now);
    return accept({});
  }
  const asks = { requestId, input: command.input ?? {} };
  const keyed = { route: `serviceRequest/${command.name}`, key: `${requestId}/${key}`, asks };
  return idempotent<object, string>(t, keyed, () => commanded(t, command, requestId, now));
}

type PersonsCommand = Exclude<DecideRequestInput['command'], { readonly name: 'instantReached' }>;

function commanded(t: Transaction<'orders'>, { name, input }: PersonsCommand, requestId: string, now: string) {
  const asked = input ?? {};
  switch (name) {
    case 'accept':
      return acceptAsOrder(t, temporalOperator, { requestId, ...requestCommandSchemas.accept.parse(asked) }, now);
    case 'reject':
      return reject(t, { requestId, ...requestCommandSchemas.reject.parse(asked) }, now);
    case 'withdraw':
      return withdraw(t, requestId, now);
  }
}

async function locked(t: Transaction<'orders'>, requestId: string): Promise<RequestRow> {
  const row = await lockRequest(t, requestId);
  if (row === undefined) throw new Error(`There is no request ${requestId}`);
  return row;
}

function viewOf(row: RequestRow): Shown {
  const { requestId, number, version, status, priority, slaState, slaDueAt, nextAt, nextWhat, orderNumber } = row;
  const sla = { state: slaState, dueAt: slaDueAt };
  return {
    ...{ requestId, number, version, status, priority, sla, nextAt, nextWhat, orderNumber },
    open: status === 'submitted',
  };
}

function doneOf({ version, status, orderNumber }: RequestRow): RequestOutcome {
  return { kind: 'done', version, status, orderNumber };
}

function refusalIn(error: unknown): Refusal {
  if (error instanceof RolledBack) return error.refusal;
  if (error instanceof ZodError) return { code: 'request.invalid' };
  throw error;
}
