/** Routes of customers' requests. */
import type { Express } from 'express';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';

import { serviceRequestRoutes, type ServiceRequest } from '#contracts/http/requests.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import { message } from '#contracts/messages/en.ts';
import type { Actor } from '#contracts/roles.ts';
import { idempotent } from '#db/idempotency.ts';
import { findRequest, ordersOfRequest, searchRequests, type ShownRequestRow } from '#db/queries/requests.ts';
import { duplicatesOf, openConcerns } from '#db/queries/requests-alike.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { alike } from '#domain/requests/duplicates.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { correct } from '#transactions/requests/correct.ts';
import { acceptAsOrder, addOrder, reject, withdraw } from '#transactions/requests/decide.ts';
import { submit } from '#transactions/requests/submit.ts';
import { slaSnapshot } from '#transactions/service-orders/order-events.ts';
import { acceptedFields, type RouteParts } from '../kept-rows.ts';

/** The list is by submission, the newest first, or by when an answer is due; a request without a clock is due last. */
const Place = z.tuple([z.union([Instant, z.literal('infinity')]), Id]);

const mostAlike = 50;

/** Mounts every route of the area `requests`. */
export function mountRequestRoutes(app: Express, parts: RouteParts): void {
  mountReads(app, parts);
  mountSubmission(app, parts);
  mountDecisions(app, parts);
  mountCorrection(app, parts);
}

function mountSubmission(app: Express, { db, clock }: RouteParts): void {
  const contract = serviceRequestRoutes.submit;
  mount(app, contract, async ({ actor, key, body }) => {
    const customerId = customerOf(actor, body.customerId);
    const { siteId = null, contactId = null, objectId = null, description = null, priority = null } = body;
    const { condition = null, symptom = null, preferredAt = null, channel = null, submittedAt = null } = body;
    const words = { subject: body.subject, description, photoIds: body.photoIds ?? [] };
    const about = { siteId, contactId, objectId, priority, condition, symptom, preferredAt };
    const wish = { requestId: uuidv7(), customerId, ...about, ...words, channel, submittedAt };
    const row = await transaction(db, actor, async (t) => {
      const request = { route: contract.id, key, asks: body };
      const submitted = await idempotent(t, request, () => submit(t, actor, wish, clock.now()));
      return requestOf(t, acceptedFields(submitted).requestId, clock.now());
    });
    return { status: 201, body: row };
  });
}

/** The company that asks: said by the staff, the contact's own otherwise. */
function customerOf(actor: Actor, said: string | undefined): string {
  const customerId = said ?? actor.customerId;
  if (customerId !== null) return customerId;
  const errors = [{ pointer: '/customerId', message: message('request.pointer.required') }];
  throw new ProblemError('request.invalid', { errors });
}

function mountReads(app: Express, { db, clock }: RouteParts): void {
  mount(app, serviceRequestRoutes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const { status = null, customerId = null, number = null, sort = 'newest' } = query;
    const { rows, duplicates } = await transaction(db, actor, async (t) => {
      const wish = { status, customerId, number, sort, after: after ?? null, limit: limit + 1 };
      const found = await searchRequests(t, wish);
      const ids = found.map(({ requestId }) => requestId);
      return { rows: found, duplicates: await duplicatesOf(t, ids) };
    });
    const now = clock.now();
    const listed = rows.map((row) => ({ ...wireOf(row, now), duplicates: duplicates.get(row.requestId) ?? 0 }));
    const body = pageOf(listed, limit, (row) => [
      sort === 'due' ? (row.response?.dueAt ?? 'infinity') : row.submittedAt,
      row.requestId,
    ]);
    return { status: 200, body };
  });
  mount(app, serviceRequestRoutes.read, async ({ actor, params }) => {
    const body = await transaction(db, actor, (t) => requestOf(t, params.requestId, clock.now()));
    return { status: 200, body };
  });
  mount(app, serviceRequestRoutes.alike, async ({ actor, params: { requestId } }) => {
    const items = await transaction(db, actor, async (t) => {
      const { customerId, siteId, objectId, submittedAt } = await requestOf(t, requestId, clock.now());
      const others = await openConcerns(t, { requestId, customerId }, mostAlike);
      return alike({ customerId, siteId, objectIds: objectId === null ? [] : [objectId], submittedAt }, others);
    });
    return {
      status: 200,
      body: {
        items: items.map(({ likeness, other: { kind, id, number, subject, submittedAt } }) => ({
          ...{ kind, id, number, subject, submittedAt, likeness },
        })),
      },
    };
  });
  mount(app, serviceRequestRoutes.orders, async ({ actor, params: { requestId } }) => {
    const body = await transaction(db, actor, (t) => ordersLedTo(t, requestId));
    return { status: 200, body };
  });
}

function mountDecisions(app: Express, { db, clock }: RouteParts): void {
  const { accept, addOrder: further, reject: rejection, withdraw: withdrawal } = serviceRequestRoutes;
  const decide = (
    { actor, key, route }: { actor: Actor; key: string; route: string },
    asks: { readonly requestId: string },
    work: (t: Transaction<'orders'>) => Promise<Decision<{ requestId: string }>>,
  ) =>
    transaction(db, actor, async (t) => {
      const decided = await idempotent(t, { route, key, asks }, () => work(t));
      return requestOf(t, acceptedFields(decided).requestId, clock.now());
    });
  mount(app, accept, async ({ actor, key, params, body }) => {
    const asks = { ...body, ...params };
    const row = await decide({ actor, key, route: accept.id }, asks, (t) => acceptAsOrder(t, actor, asks, clock.now()));
    return { status: 200, body: row };
  });
  mount(app, further, async ({ actor, key, params, body }) => {
    const asks = { ...body, ...params };
    await decide({ actor, key, route: further.id }, asks, (t) => addOrder(t, actor, asks, clock.now()));
    return { status: 201, body: await transaction(db, actor, (t) => ordersLedTo(t, params.requestId)) };
  });
  mount(app, rejection, async ({ actor, key, params, body }) => {
    const asks = { ...body, ...params };
    const row = await decide({ actor, key, route: rejection.id }, asks, (t) => reject(t, asks, clock.now()));
    return { status: 200, body: row };
  });
  mount(app, withdrawal, async ({ actor, key, params, body }) => {
    const asks = { ...body, ...params };
    const work = (t: Transaction<'orders'>) => withdraw(t, params.requestId, clock.now());
    return { status: 200, body: await decide({ actor, key, route: withdrawal.id }, asks, work) };
  });
}

function mountCorrection(app: Express, { db, clock }: RouteParts): void {
  mount(app, serviceRequestRoutes.correct, async ({ actor, params: { requestId }, ifMatch, body }) => {
    const row = await transaction(db, actor, async (t) => {
      acceptedFields(await correct(t, { requestId, ifMatch }, body, clock.now()));
      return requestOf(t, requestId, clock.now());
    });
    return { status: 200, body: row };
  });
}

/** Unknown, and another customer's, look the same. */
async function requestOf(t: Transaction<'orders'>, requestId: string, now: string): Promise<ServiceRequest> {
  const row = await findRequest(t, requestId);
  if (row === undefined) throw new ProblemError('resource.unknown');
  return wireOf(row, now);
}

async function ordersLedTo(t: Transaction<'orders'>, requestId: string) {
  if ((await findRequest(t, requestId)) === undefined) throw new ProblemError('resource.unknown');
  return { items: [...(await ordersOfRequest(t, requestId))] };
}

function wireOf(row: ShownRequestRow, now: string): ServiceRequest {
  const { requestId, version, number, customerId, customerNumber, customerName, siteId, contactId, objectId } = row;
  const { subject, description, condition, symptom, priority, preferredAt, channel, submittedAt, status } = row;
  const { decidedAt, orderId, orderNumber, rejectionReasonCode: reasonCode, rejectionNote: note } = row;
  return {
    ...{ requestId, version, number, customerId, customerNumber, customerName, siteId, contactId, objectId },
    ...{ subject, description, condition, symptom, priority, preferredAt, channel, submittedAt, status },
    ...{ decidedAt, orderId, orderNumber, photoIds: [...row.photoIds] },
    rejection: reasonCode === null || note === null ? null : { reasonCode, note },
    response: slaSnapshot(row.sla, now),
  };
}
