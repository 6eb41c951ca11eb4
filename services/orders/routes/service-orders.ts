/** Routes of service orders: create, read, edit rows, notes. The commands are in service-order-commands.ts. */
import type { Express } from 'express';
import * as z from 'zod';

import { Id, Instant } from '#contracts/http/schemas.ts';
import { serviceOrderRoutes as routes } from '#contracts/http/service-orders.ts';
import { message } from '#contracts/messages/en.ts';
import { isProblemCode } from '#contracts/problems/catalogue.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import { listOrders, readLines, readOperation, readTimeline } from '#db/queries/order-lists.ts';
import { placeOf } from '#db/queries/service-orders-sorting.ts';
import type { OrderSorting } from '#db/queries/service-orders-sorting.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import { maySeeField, mayRecordTime } from '#domain/identity/rights.ts';
import { accept, type Decision } from '#domain/shared/decision.ts';
import type { Clock } from '#platform/clock.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { createServiceOrder, type NewServiceOrder } from '#transactions/service-orders/create.ts';
import { editHeader } from '#transactions/service-orders/edit-header.ts';
import { followUpOf } from '#transactions/service-orders/follow-up.ts';
import type { Edited } from '#transactions/service-orders/edit-order.ts';
import { addLine, addNote, addRepairLine, editLine, editRepairLine } from '#transactions/service-orders/edit-rows.ts';
import { orderFilter, orderSorting } from '../order-filter.ts';
import { orderProblem } from '../order-problem.ts';
import { presentLine, presentOrder, presentRows, refusalText, type Links } from '../present-order.ts';

export interface OrderParts {
  readonly db: Db<'orders'>;
  readonly clock: Clock;
  readonly links: Links;
}

type Orders = Transaction<'orders'>;

/** Mounts every route of the area `service-orders` but its commands. */
export function mountServiceOrderRoutes(app: Express, parts: OrderParts): void {
  mountCreation(app, parts);
  mountReads(app, parts);
  mountLines(app, parts);
  mountRepairLines(app, parts);
}

function mountCreation(app: Express, parts: OrderParts): void {
  mount(app, routes.create, async ({ actor, key, body }) => {
    if (body.occurredAt !== undefined && !mayRecordTime(actor.roles)) throw new ProblemError('order.recorded-time');
    const orderId = await create(parts, actor, { route: routes.create.id, key, asks: body }, () => body);
    return { status: 201, ...(await shown(parts, actor, orderId)) };
  });
  mount(app, routes.followUp, async ({ actor, key, params, body }) => {
    const request = { route: routes.followUp.id, key, asks: { ...params, ...body } };
    const orderId = await create(parts, actor, request, async (t) => {
      const wanted = await followUpOf(t, params.orderId, body, parts.clock.now());
      if (!wanted) throw new ProblemError('resource.unknown');
      return wanted;
    });
    return { status: 201, ...(await shown(parts, actor, orderId)) };
  });
}

/** Creates an order once per key; its commit wakes the relay, which starts its workflow. */
async function create(
  { db, clock }: OrderParts,
  actor: Actor,
  request: { route: string; key: string; asks: object },
  inputOf: (t: Orders) => NewServiceOrder | Promise<NewServiceOrder>,
): Promise<string> {
  const created = await transaction(db, actor, (t) =>
    idempotent(t, request, async (): Promise<Decision<{ orderId: string }>> => {
      const made = await createServiceOrder(t, await inputOf(t), actor, clock.now());
      if (!made.ok) throw orderProblem(made.refusal);
      return accept({ orderId: made.orderId });
    }),
  );
  if (!created.ok) throw orderProblem(created.refusal);
  return created.orderId;
}

/** The order as it is now, with its tag. */
export async function shown({ db, clock, links }: OrderParts, actor: Actor, orderId: string) {
  const order = await transaction(db, actor, (t) => presentOrder(t, orderId, actor, links, clock.now()));
  if (!order) throw new ProblemError('resource.unknown');
  return { body: order, headers: tagOf(order) };
}

/** What never falls due has a place too. */
const Moment = z.union([Instant, z.literal('infinity')]);

/** A cursor is of one sorting: behind the same place, another one has other rows. */
function placeIn({ by, ascending }: OrderSorting) {
  const sorted = { by: z.literal(by), ascending: z.literal(ascending) };
  return z.strictObject({ ...sorted, key: by === 'number' ? z.string() : Moment, orderId: Id });
}

function mountReads(app: Express, parts: OrderParts): void {
  const { db, clock } = parts;
  mount(app, routes.list, async ({ actor, query }) => {
    const sorting = orderSorting(query);
    const { limit, after } = pageRequest(query, placeIn(sorting));
    const filter = orderFilter(query, actor, clock.now());
    return transaction(db, actor, async (t) => {
      const rows = await listOrders(t, filter, { sorting, after, limit: limit + 1 });
      const page = pageOf(rows, limit, (row) => ({ ...sorting, ...placeOf(row, sorting) }));
      const items = await presentRows(t, page.items, clock.now());
      return { status: 200, body: { items, nextCursor: page.nextCursor } };
    });
  });
  mount(app, routes.read, async ({ actor, params }) => ({
    status: 200,
    ...(await shown(parts, actor, params.orderId)),
  }));
  mount(app, routes.timeline, async ({ actor, params, query }) => {
    const { limit, after } = pageRequest(query, z.int());
    const rows = await transaction(db, actor, (t) => readTimeline(t, params.orderId, after ?? 0, limit + 1));
    if (rows.length === 0 && after === undefined) throw new ProblemError('resource.unknown');
    const page = pageOf(rows, limit, ({ version }) => version);
    const seesInternal = maySeeField(actor.roles, 'internalNote');
    const items = page.items.map((row) => timelineEntry(row, seesInternal));
    return { status: 200, body: { items, nextCursor: page.nextCursor } };
  });
  mount(app, routes.operation, async ({ actor, params }) => {
    const row = await transaction(db, actor, (t) => readOperation(t, params.operationId));
    if (!row) throw new ProblemError('resource.unknown');
    return { status: 200, body: presentOperation(row) };
  });
}

function timelineEntry(row: Awaited<ReturnType<typeof readTimeline>>[number], seesInternal: boolean) {
  const { version, type, occurredAt: at, recordedAt, principal, text, kind, question } = row;
  const data = row.data as Record<string, unknown>;
  const words = Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number' || Array.isArray(value))
      .map(([name, value]) => [name, String(value)]),
  );
  const note = text !== null && (seesInternal || kind === 'customer' || kind === 'answer') ? text : null;
  return {
    version,
    type,
    at,
    recordedAt,
    principal,
    text: message(type as never, words),
    note,
    question,
    data: seesInternal ? data : {},
  };
}

function presentOperation(row: NonNullable<Awaited<ReturnType<typeof readOperation>>>) {
  const { commandId: operationId, status, name: command, orderId, number, receivedAt, settledAt, outcome } = row;
  const refused = outcome?.kind === 'refused' ? outcome : null;
  const problem = refused && {
    code: refused.code,
    title: isProblemCode(refused.code) ? message(refused.code) : refused.code,
    detail: refusalText(refused.code, refused.params),
  };
  return {
    operationId,
    status,
    command,
    orderId,
    number,
    receivedAt,
    settledAt,
    version: outcome?.kind === 'done' ? outcome.version : null,
    problem,
  };
}

function mountLines(app: Express, parts: OrderParts): void {
  const { db, clock } = parts;
  mount(app, routes.change, async ({ actor, params, body, ifMatch }) => {
    const { occurredAt, ...change } = body;
    const edit = { ...params, actor, now: clock.now(), occurredAt, ifMatch };
    acceptEdit(await transaction(db, actor, (t) => editHeader(t, edit, change)));
    return { status: 200, ...(await shown(parts, actor, params.orderId)) };
  });
  mount(app, routes.addLine, async ({ actor, params, key, body }) => {
    const { occurredAt, ...input } = body;
    const edit = { ...params, actor, now: clock.now(), occurredAt };
    const asked = { route: routes.addLine.id, key, asks: { ...params, ...body } };
    return transaction(db, actor, async (t) => {
      const { lineId } = await once(t, asked, async () => ({
        lineId: acceptEdit(await addLine(t, edit, input)).lineId,
      }));
      return { status: 201, body: await lineOf(t, params.orderId, lineId, actor) };
    });
  });
  mount(app, routes.changeLine, async ({ actor, params: { orderId, lineId }, body }) => {
    const { occurredAt, ...change } = body;
    return transaction(db, actor, async (t) => {
      acceptEdit(await editLine(t, { orderId, actor, now: clock.now(), occurredAt }, lineId, change));
      return { status: 200, body: await lineOf(t, orderId, lineId, actor) };
    });
  });
}

function mountRepairLines(app: Express, { db, clock }: OrderParts): void {
  mount(app, routes.addRepairLine, async ({ actor, params, key, body }) => {
    const { occurredAt, ...input } = body;
    const edit = { ...params, actor, now: clock.now(), occurredAt };
    const asked = { route: routes.addRepairLine.id, key, asks: { ...params, ...body } };
    const line = await transaction(db, actor, (t) =>
      once(t, asked, async () => acceptEdit(await addRepairLine(t, edit, input))),
    );
    return { status: 201, body: line };
  });
  mount(app, routes.changeRepairLine, async ({ actor, params: { orderId, repairLineId }, body }) => {
    const { occurredAt, ...change } = body;
    const edit = { orderId, actor, now: clock.now(), occurredAt };
    return {
      status: 200,
      body: acceptEdit(await transaction(db, actor, (t) => editRepairLine(t, edit, repairLineId, change))),
    };
  });
  mount(app, routes.addNote, async ({ actor, params, key, body }) => {
    const { occurredAt, ...note } = body;
    const edit = { ...params, actor, now: clock.now(), occurredAt };
    const asked = { route: routes.addNote.id, key, asks: { ...params, ...body } };
    const written = await transaction(db, actor, (t) =>
      once(t, asked, async () => {
        const edited = await addNote(t, edit, note);
        return { ...acceptEdit(edited), version: edited.ok ? edited.order.version : 0 };
      }),
    );
    return { status: 201, body: written };
  });
}

/** Does the work once per key; a refusal is thrown as its problem, and rolls everything back. */
export async function once<Result extends object>(
  t: Orders,
  request: { route: string; key: string; asks: object },
  work: () => Promise<Result>,
): Promise<Result> {
  const decision = await idempotent(t, request, async (): Promise<Decision<{ result: Result }>> =>
    accept({ result: await work() }),
  );
  if (!decision.ok) throw orderProblem(decision.refusal);
  return decision.result;
}

/** What an edit came to; a refusal is thrown as its problem. */
export function acceptEdit<Result>(edited: Edited<Result>): Result {
  if (!edited.ok) throw orderProblem(edited.refusal);
  return edited.result;
}

async function lineOf(t: Orders, orderId: string, lineId: string, actor: Actor) {
  const line = (await readLines(t, orderId)).find((row) => row.lineId === lineId);
  if (!line) throw new ProblemError('resource.unknown');
  return presentLine(line, actor);
}
