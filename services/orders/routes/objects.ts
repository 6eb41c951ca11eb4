/** Routes of service objects. */
import type { Express } from 'express';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';

import { objectRoutes } from '#contracts/http/objects.ts';
import { objectsAbove, objectsBelow } from '#db/queries/objects-tree.ts';
import { findObject, searchObjects } from '#db/queries/objects.ts';
import { transaction } from '#db/transaction.ts';
import { newServiceObject } from '#domain/objects/service-object.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { objectKeeper } from '#transactions/objects/keeper.ts';
import { presentObject, presentObjects } from '../present-objects.ts';
import { changeKept, createKept, upsertKept, type RouteParts } from '../kept-rows.ts';

/** The list is by number, and a page begins behind one. */
const Place = z.string();

/** So many parts of an object are told at once. */
const mostBelow = 200;

/** Mounts every route of the area `objects`. */
export function mountObjectRoutes(app: Express, parts: RouteParts): void {
  mount(app, objectRoutes.create, async ({ actor, key, body }) => {
    const request = { actor, route: objectRoutes.create.id, key, asks: body };
    const row = await createKept(parts, objectKeeper(), request, {
      number: body.number,
      externalId: body.externalId ?? null,
      make: (number) => ({ ...newServiceObject({ ...body, number }), objectId: uuidv7(), version: 1 }),
    });
    return { status: 201, headers: tagOf(row), body: await presentObject(parts, actor, row) };
  });
  mount(app, objectRoutes.upsert, async ({ actor, params: { externalId }, body }) => {
    const { withParts, ...change } = body;
    const { row, status } = await upsertKept(parts, objectKeeper({ withParts }), actor, {
      number: change.number,
      externalId,
      customerId: change.customerId,
      change,
      make: (number) => ({ ...newServiceObject({ ...change, number, externalId }), objectId: uuidv7(), version: 1 }),
    });
    return { status, headers: tagOf(row), body: await presentObject(parts, actor, row) };
  });
  mount(app, objectRoutes.change, async ({ actor, params, ifMatch, body }) => {
    const { withParts, ...change } = body;
    const wish = { id: params.objectId, customerId: null, version: ifMatch, change };
    const row = await changeKept(parts, objectKeeper({ withParts }), actor, wish);
    return { status: 200, headers: tagOf(row), body: await presentObject(parts, actor, row) };
  });
  mountObjectLists(app, parts);
}

function mountObjectLists(app: Express, parts: RouteParts): void {
  const { db, clock } = parts;
  mount(app, objectRoutes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest({ ...query, limit: query.limit ?? query.ids?.length }, Place);
    const { ids = null, customerId = null, siteId = null, parentObjectId = null, active = null } = query;
    const { warrantyFrom = null, warrantyTo = null, search = null } = query;
    const of = { ids, customerId, siteId, parentObjectId, active, warrantyFrom, warrantyTo, search };
    const rows = await transaction(db, actor, async (t) => {
      const found = await searchObjects(t, { ...of, after: after ?? null, limit: limit + 1 });
      return presentObjects(t, found, clock.now());
    });
    return { status: 200, body: pageOf(rows, limit, (row) => row.number) };
  });
  mount(app, objectRoutes.read, async ({ actor, params }) => {
    const row = await transaction(db, actor, (t) => findObject(t, params.objectId));
    if (row === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, headers: tagOf(row), body: await presentObject(parts, actor, row) };
  });
  mount(app, objectRoutes.tree, async ({ actor, params: { objectId } }) => {
    const tree = await transaction(db, actor, async (t) => {
      if ((await findObject(t, objectId)) === undefined) throw new ProblemError('resource.unknown');
      const [above, below] = [await objectsAbove(t, objectId), await objectsBelow(t, objectId, mostBelow + 1)];
      return {
        above: await presentObjects(t, above.toReversed(), clock.now()),
        below: await presentObjects(t, below.slice(0, mostBelow), clock.now()),
        moreBelow: below.length > mostBelow,
      };
    });
    return { status: 200, body: tree };
  });
}
