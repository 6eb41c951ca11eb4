/** Routes of customers' requests. */
import type { Express } from 'express';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';

import { serviceRequestRoutes, type ServiceRequest } from '#contracts/http/requests.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import { message } from '#contracts/messages/en.ts';
import type { Actor } from '#contracts/roles.ts';
import { idempotent } from '#db/idempotency.ts';
import { findRequest, searchRequests, type ShownRequestRow } from '#db/queries/requests.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { acceptAsOrder, reject } from '#transactions/requests/decide.ts';
import { submit } from '#transactions/requests/submit.ts';
import { acceptedFields, type RouteParts } from '../kept-rows.ts';

/** The list is by submission, the newest first. */
const Place = z.tuple([Instant, Id]);

/** Mounts every route of the area `requests`. */
export function mountRequestRoutes(app: Express, parts: RouteParts): void {
  mountReads(app, parts);
  mountSubmission(app, parts);
  mountDecisions(app, parts);
}

function mountSubmission(app: Express, { db, clock }: RouteParts): void {
  const contract = serviceRequestRoutes.submit;
  mount(app, contract, async ({ actor, key, body }) => {
    const customerId = customerOf(actor, body.customerId);
    const {
      siteId = null,
      contactId = null,
      objectId = null,
      description = null,
      priority = null,
      photoIds = [],
    } = body;
    const words = { subject: body.subject, description };
    const wish = { requestId: uuidv7(), customerId, siteId, contactId, objectId, priority, photoIds, ...words };
    const row = await transaction(db, actor, async (t) => {
      const request = { route: contract.id, key, asks: body };
      const submitted = await idempotent(t, request, () =>
        submit(t, actor, { ...wish, submittedAt: body.submittedAt ?? null }, clock.now()),
      );
      return requestOf(t, acceptedFields(submitted).requestId);
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

function mountReads(app: Express, { db }: RouteParts): void {
  mount(app, serviceRequestRoutes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const { status = null, customerId = null, number = null } = query;
    const rows = await transaction(db, actor, (t) =>
      searchRequests(t, { status, customerId, number, after: after ?? null, limit: limit + 1 }),
    );
    return { status: 200, body: pageOf(rows.map(wireOf), limit, (row) => [row.submittedAt, row.requestId]) };
  });
  mount(app, serviceRequestRoutes.read, async ({ actor, params }) => {
    const body = await transaction(db, actor, (t) => requestOf(t, params.requestId));
    return { status: 200, body };
  });
}

function mountDecisions(app: Express, { db, clock }: RouteParts): void {
  const { accept, reject: rejection } = serviceRequestRoutes;
  mount(app, accept, async ({ actor, key, params: { requestId }, body }) => {
    const row = await transaction(db, actor, async (t) => {
      const asks = { ...body, requestId };
      const accepted = await idempotent(t, { route: accept.id, key, asks }, () =>
        acceptAsOrder(t, actor, asks, clock.now()),
      );
      return requestOf(t, acceptedFields(accepted).requestId);
    });
    return { status: 200, body: row };
  });
  mount(app, rejection, async ({ actor, key, params: { requestId }, body }) => {
    const row = await transaction(db, actor, async (t) => {
      const asks = { ...body, requestId };
      const rejected = await idempotent(t, { route: rejection.id, key, asks }, () => reject(t, asks, clock.now()));
      return requestOf(t, acceptedFields(rejected).requestId);
    });
    return { status: 200, body: row };
  });
}

/** Unknown, and another customer's, look the same. */
async function requestOf(t: Transaction<'orders'>, requestId: string): Promise<ServiceRequest> {
  const row = await findRequest(t, requestId);
  if (row === undefined) throw new ProblemError('resource.unknown');
  return wireOf(row);
}

function wireOf(row: ShownRequestRow): ServiceRequest {
  const {
    companyId: _c,
    submittedBy: _s,
    rejectionReasonCode: reasonCode,
    rejectionNote: note,
    photoIds,
    ...rest
  } = row;
  return {
    ...rest,
    photoIds: [...photoIds],
    rejection: reasonCode === null || note === null ? null : { reasonCode, note },
  };
}
