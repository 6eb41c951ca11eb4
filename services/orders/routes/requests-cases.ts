/** Routes of cases, for the staff and for their customers. */
import type { Express } from 'express';
import * as z from 'zod';

import { caseRoutes, type Case, type CaseRow as ShownCase, type OwnCase } from '#contracts/http/requests-cases.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import { idempotent } from '#db/idempotency.ts';
import {
  findCase,
  notesOfCase,
  partsOfCase,
  searchCases,
  smallerCases,
  type ShownCaseRow,
} from '#db/queries/requests-cases.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import { caseStatuses, isOverdue, rateCase } from '#domain/requests/case.ts';
import { withBelow } from '#domain/setup/case-category.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { companyDay } from '#transactions/company-day.ts';
import { caseCategories } from '#transactions/requests/case-categories.ts';
import { addCasePart, change, close, note, open, rate, reopen } from '#transactions/requests/cases.ts';
import type { Actor } from '#contracts/roles.ts';
import { acceptedFields, type RouteParts } from '../kept-rows.ts';

/** The list is by opening, the newest first. */
const Place = z.tuple([Instant, Id]);

/** Mounts every route of cases. */
export function mountCaseRoutes(app: Express, parts: RouteParts): void {
  mountReads(app, parts);
  mountOpening(app, parts);
  mountDeeds(app, parts);
  mountOwn(app, parts);
}

function mountReads(app: Express, { db, clock }: RouteParts): void {
  mount(app, caseRoutes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const { status, customerId = null, ownerId = null, partId = null, category } = query;
    const statuses =
      status === undefined ? caseStatuses : status === 'unclosed' ? (['open', 'waiting'] as const) : [status];
    const { rows, day } = await transaction(db, actor, async (t) => ({
      rows: await searchCases(t, {
        ...{ statuses, customerId, ownerId, partId, after: after ?? null, limit: limit + 1 },
        categories: category === undefined ? null : withBelow(category, await caseCategories(t)),
      }),
      day: await companyDay(t, clock.now()),
    }));
    const shown = rows.map((row) => rowOf(row, day));
    return { status: 200, body: pageOf(shown, limit, (row) => [row.openedAt, row.caseId]) };
  });
  mount(app, caseRoutes.read, async ({ actor, params }) => {
    const body = await transaction(db, actor, (t) => wholeCase(t, params.caseId, clock.now()));
    return { status: 200, body };
  });
}

function mountOpening(app: Express, { db, clock }: RouteParts): void {
  mount(app, caseRoutes.open, async ({ actor, key, body }) => {
    const { requestId, orderId, customerId, category, subject } = body;
    const { description = null, priority, contactId = null, ownerId, parentId = null, nextStep } = body;
    const fields = { category, subject, description, priority, contactId, ownerId, parentId, nextStep };
    const parts = [
      ...(requestId === undefined ? [] : [{ kind: 'request' as const, id: requestId }]),
      ...(orderId === undefined ? [] : [{ kind: 'order' as const, id: orderId }]),
    ];
    const opened = await transaction(db, actor, async (t) => {
      const decided = await idempotent(t, { route: caseRoutes.open.id, key, asks: body }, () =>
        open(t, actor, { customerId, ...fields, parts }, clock.now()),
      );
      return wholeCase(t, acceptedFields(decided).caseId, clock.now());
    });
    return { status: 201, body: opened };
  });
  mount(app, caseRoutes.change, async ({ actor, params: { caseId }, ifMatch, body }) => {
    const changed = await transaction(db, actor, async (t) => {
      acceptedFields(await change(t, { caseId, ifMatch }, body, clock.now()));
      return wholeCase(t, caseId, clock.now());
    });
    return { status: 200, body: changed };
  });
}

function mountDeeds(app: Express, { db, clock }: RouteParts): void {
  const done = async (
    { actor, key, route }: { readonly actor: Actor; readonly key: string; readonly route: string },
    asks: { readonly caseId: string },
    work: (t: Transaction<'orders'>) => Promise<Decision<{ caseId: string }>>,
  ) => ({
    status: 200 as const,
    body: await transaction(db, actor, async (t) => {
      const decided = await idempotent(t, { route, key, asks }, () => work(t));
      return wholeCase(t, acceptedFields(decided).caseId, clock.now());
    }),
  });
  mount(app, caseRoutes.addPart, ({ actor, key, params, body }) => {
    const asks = { ...body, ...params };
    return done({ actor, key, route: caseRoutes.addPart.id }, asks, (t) => addCasePart(t, asks, clock.now()));
  });
  mount(app, caseRoutes.addNote, ({ actor, key, params, body }) => {
    const asks = { ...body, ...params };
    return done({ actor, key, route: caseRoutes.addNote.id }, asks, (t) => note(t, actor, asks, clock.now()));
  });
  mount(app, caseRoutes.close, ({ actor, key, params, body }) => {
    const asks = { ...body, ...params };
    return done({ actor, key, route: caseRoutes.close.id }, asks, (t) => close(t, asks, clock.now()));
  });
  mount(app, caseRoutes.reopen, ({ actor, key, params }) =>
    done({ actor, key, route: caseRoutes.reopen.id }, params, (t) => reopen(t, params.caseId, clock.now())),
  );
}

function mountOwn(app: Express, { db, clock }: RouteParts): void {
  mount(app, caseRoutes.own, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const all = { statuses: caseStatuses, customerId: null, ownerId: null, categories: null, partId: null };
    const rows = await transaction(db, actor, (t) =>
      searchCases(t, { ...all, after: after ?? null, limit: limit + 1 }),
    );
    const shown = rows.map((row) => ownOf(row, clock.now()));
    return { status: 200, body: pageOf(shown, limit, (row) => [row.openedAt, row.caseId]) };
  });
  mount(app, caseRoutes.rate, async ({ actor, params: { caseId }, body: { rating, text = null } }) => {
    const row = await transaction(db, actor, async (t) => {
      acceptedFields(await rate(t, { caseId, rating, text }, clock.now()));
      return findCase(t, caseId);
    });
    if (row === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, body: ownOf(row, clock.now()) };
  });
}

/** Unknown, and not for this reader, look the same. */
async function wholeCase(t: Transaction<'orders'>, caseId: string, now: string): Promise<Case> {
  const row = await findCase(t, caseId);
  if (row === undefined) throw new ProblemError('resource.unknown');
  const parts = [...(await partsOfCase(t, caseId))];
  const { parentId } = row;
  return {
    ...{ ...rowOf(row, await companyDay(t, now)), parts, notes: await notesOfCase(t, caseId) },
    parentNumber: parentId === null ? null : ((await findCase(t, parentId))?.number ?? null),
    cases: await smallerCases(t, caseId),
  };
}

function rowOf(row: ShownCaseRow, day: string): ShownCase {
  const { caseId, version, number, customerId, customerNumber, customerName, contactId, category, subject } = row;
  const { description, priority, ownerId, parentId, status, openedAt, closedAt, nextStep, nextStepOn, resultCode } =
    row;
  return {
    ...{ caseId, version, number, customerId, customerNumber, customerName, contactId, category, subject },
    ...{ description, priority, ownerId, parentId, status, openedAt, closedAt, rating: ratingOf(row) },
    nextStep: nextStep === null || nextStepOn === null ? null : { text: nextStep, on: nextStepOn },
    isOverdue: isOverdue(nextStepOn, day),
    result: resultCode === null ? null : { code: resultCode, note: row.resultNote },
  };
}

function ownOf(row: ShownCaseRow, now: string): OwnCase {
  const { caseId, number, subject, status, openedAt, closedAt, resultNote } = row;
  const mayRate = rateCase(row, now).ok;
  return { ...{ caseId, number, subject, status, openedAt, closedAt, resultNote, mayRate }, rating: ratingOf(row) };
}

function ratingOf({ rating, ratingText: text, ratedAt }: ShownCaseRow) {
  return rating === null || ratedAt === null ? null : { rating, text, ratedAt };
}
