/** The three doors through which customers, sites, contacts and objects are written, each one transaction. */
import { message } from '#contracts/messages/en.ts';
import { isProblemCode } from '#contracts/problems/catalogue.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import type { KeyedRequest } from '#db/idempotency.ts';
import { transaction } from '#db/transaction.ts';
import { accept } from '#domain/shared/decision.ts';
import type { Clock } from '#platform/clock.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { refusalProblem, type RefusedRequest } from '#platform/http/refusal.ts';
import { changeHere, enterHere, upsertHere } from '#transactions/customers/keep-here.ts';
import type { Entry, IdChange, Keeper, KeptRow, Upsert } from '#transactions/customers/keep.ts';

/** What routes of the orders service work with. */
export interface RouteParts {
  readonly db: Db<'orders'>;
  readonly clock: Clock;
}

/** Enters a row once per Idempotency-Key; the same request again answers with the row as it is now. */
export async function createKept<Row extends KeptRow>(
  { db, clock }: RouteParts,
  keeper: Keeper<Row>,
  request: KeyedRequest & { readonly actor: Actor },
  entry: Entry<Row>,
): Promise<Row> {
  return transaction(db, request.actor, async (t) => {
    const created = await idempotent(t, request, async () => {
      const entered = await enterHere(t, keeper, entry, clock.now());
      return entered.ok ? accept({ id: keeper.idOf(entered.row) }) : entered;
    });
    const { id } = acceptedFields(created);
    const row = await keeper.lock(t, { id });
    if (row === undefined) throw new Error(`${keeper.table} ${id} was entered and is gone`);
    return row;
  });
}

/** Enters or changes the row of an external id. */
export async function upsertKept<Row extends KeptRow>(
  { db, clock }: RouteParts,
  keeper: Keeper<Row>,
  actor: Actor,
  wish: Upsert<Row>,
): Promise<{ row: Row; status: 200 | 201 }> {
  return transaction(db, actor, async (t) => {
    const { row, created } = acceptedFields(await upsertHere(t, keeper, wish, clock.now()));
    return { row, status: created ? 201 : 200 };
  });
}

/** Changes the row of an id, of the version that If-Match names. */
export async function changeKept<Row extends KeptRow>(
  { db, clock }: RouteParts,
  keeper: Keeper<Row>,
  actor: Actor,
  wish: IdChange<Row>,
): Promise<Row> {
  return transaction(db, actor, async (t) => acceptedFields(await changeHere(t, keeper, wish, clock.now())).row);
}

/**
 * As `accepted`; a refusal that knows the field it is about answers with its JSON pointer.
 * @throws ProblemError with the refusal's code when it says no
 */
export function acceptedFields<Facts extends object>(
  decision: ({ readonly ok: true } & Facts) | { readonly ok: false; readonly refusal: AnyRefusal },
): Facts {
  if (decision.ok) return decision;
  const { code, params } = decision.refusal;
  if (!isProblemCode(code)) throw new Error(`${code} is not in the catalogue of problems`);
  const pointer = params?.['pointer'];
  if (code === 'reference.unknown' && typeof pointer === 'string') throw unknownReference(pointer);
  throw refusalProblem({ ...decision.refusal, code });
}

/** The problem of a field that names something that is not there, or not the caller's to see. */
export function unknownReference(pointer: string): ProblemError {
  return new ProblemError('reference.unknown', { errors: [{ pointer, message: message('reference.unknown.entry') }] });
}

/** A refusal whose code the compiler does not know to be of the catalogue. */
type AnyRefusal = Omit<RefusedRequest, 'code'> & { readonly code: string };
