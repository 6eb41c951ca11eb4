/** Routes of agreements and their groups. */
import type { Express } from 'express';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';

import { agreementRoutes as routes } from '#contracts/http/agreements.ts';
import { userIdOf, type Actor } from '#contracts/roles.ts';
import { idempotent } from '#db/idempotency.ts';
import { agreementGroups, findAgreement, groupsOfItems, searchAgreements } from '#db/queries/agreements.ts';
import type { ShownAgreementRow } from '#db/queries/agreements.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import { checkAgreement } from '#domain/agreements/agreement.ts';
import { copyLines, groupsOfRules, linesOn, resume, stopLine, suspend } from '#domain/agreements/use.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { keepAgreementGroup } from '#transactions/agreements/groups.ts';
import { editAgreement, enterAgreement, keepAgreement } from '#transactions/agreements/keep.ts';
import { companyDay } from '#transactions/company-day.ts';
import type { PricesOf } from '../ask-prices.ts';
import { acceptedFields, unknownReference, type RouteParts } from '../kept-rows.ts';
import { presentAgreement, presentAgreementRow, presentTypicalVisit } from '../present-agreement.ts';

export interface AgreementParts extends RouteParts {
  readonly pricesOf: PricesOf;
}

type T = Transaction<'orders'>;

/** Mounts every route of the area `agreements`. */
export function mountAgreementRoutes(app: Express, parts: AgreementParts): void {
  const { db, clock } = parts;
  mount(app, routes.create, async ({ actor, key, body }) => {
    const request = { actor, route: routes.create.id, key, asks: body };
    const shown = await transaction(db, actor, async (t) => {
      const created = await idempotent(t, request, async () => {
        const entered = await enterAgreement(t, body, clock.now());
        return entered.ok ? accept({ id: entered.row.agreementId }) : entered;
      });
      return shownOf(t, parts, actor, acceptedFields(created).id);
    });
    return { status: 201, headers: tagOf(shown), body: shown };
  });
  mount(app, routes.change, async ({ actor, params, ifMatch, body }) =>
    changed(parts, actor, params.agreementId, (t, now) => editAgreement(t, { ...params, ifMatch, now }, body)),
  );
  mountCommands(app, parts);
  mountLists(app, parts);
  mountVisit(app, parts);
  mountGroups(app, parts);
}

function mountCommands(app: Express, parts: AgreementParts): void {
  mount(app, routes.suspend, async ({ actor, params, ifMatch, body }) =>
    changed(parts, actor, params.agreementId, (t, now) =>
      keepAgreement(t, { ...params, ifMatch, now }, async (before) =>
        suspend(before, { ...body, to: body.to ?? null }),
      ),
    ),
  );
  mount(app, routes.resume, async ({ actor, params, ifMatch }) =>
    changed(parts, actor, params.agreementId, (t, now) =>
      keepAgreement(t, { ...params, ifMatch, now }, async (before) => resume(before)),
    ),
  );
  mount(app, routes.stopLine, async ({ actor, params: { agreementId, lineId }, ifMatch, body }) =>
    changed(parts, actor, agreementId, (t, now) =>
      keepAgreement(t, { agreementId, ifMatch, now }, async (before) => {
        const after = stopLine(before, lineId, body.stopped);
        return after === undefined ? refuse('resource.unknown') : accept({ after });
      }),
    ),
  );
  mount(app, routes.copyLines, async ({ actor, params, ifMatch, body }) =>
    changed(parts, actor, params.agreementId, (t, now) =>
      keepAgreement(t, { ...params, ifMatch, now }, async (before) => {
        const source = await findAgreement(t, body.from);
        if (source === undefined) throw unknownReference('/from');
        const { lineIds = null, withRelations = false, withCoverage = false } = body;
        const wish = { lineIds, withRelations, withCoverage, day: await companyDay(t, now) };
        const copied = copyLines(before, source, wish, uuidv7);
        return copied.ok ? (checkAgreement(copied.after) ?? copied) : copied;
      }),
    ),
  );
}

function mountLists(app: Express, parts: AgreementParts): void {
  const { db, clock } = parts;
  mount(app, routes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, z.string());
    const { customerId = null, groupId = null, objectId = null, responsibleId = null } = query;
    const { template = null, validOn = null, search = null } = query;
    const answeredBy = query.mine === true ? { userId: userIdOf(actor) } : null;
    const filter = { customerId, groupId, objectId, responsibleId, answeredBy, template, validOn, search };
    const rows = await transaction(db, actor, async (t) => {
      const found = await searchAgreements(t, { ...filter, after: after ?? null, limit: limit + 1 });
      const day = await companyDay(t, clock.now());
      return found.map((row) => presentAgreementRow(row, day));
    });
    return { status: 200, body: pageOf(rows, limit, (row) => row.number) };
  });
  mount(app, routes.read, async ({ actor, params }) => {
    const shown = await transaction(db, actor, (t) => shownOf(t, parts, actor, params.agreementId));
    return { status: 200, headers: tagOf(shown), body: shown };
  });
}

function mountVisit(app: Express, { db, clock, pricesOf }: AgreementParts): void {
  mount(app, routes.typicalVisit, async ({ actor, params, query }) => {
    const { row, on, groups } = await transaction(db, actor, async (t) => {
      const row = await found(t, params.agreementId);
      const itemIds = row.lines.flatMap(({ itemId }) => itemId ?? []);
      const groups = await groupsOfItems(t, groupsOfRules(row), { itemIds });
      return { row, groups, on: query.on ?? (await companyDay(t, clock.now())) };
    });
    const prices = await pricesOf(linesOn(row, on), on);
    return { status: 200, body: presentTypicalVisit(row, on, { prices, groups }) };
  });
}

function mountGroups(app: Express, { db, clock }: AgreementParts): void {
  mount(app, routes.groups, async ({ actor }) => {
    const items = await transaction(db, actor, (t) => agreementGroups(t));
    return { status: 200, body: { items: [...items] } };
  });
  mount(app, routes.keepGroup, async ({ actor, params, body }) => {
    const group = { ...params, ...body };
    const { row, created } = await transaction(db, actor, async (t) =>
      acceptedFields(await keepAgreementGroup(t, group, clock.now())),
    );
    return { status: created ? 201 : 200, body: row };
  });
}

/** The agreement as it is after what was asked of it. */
async function changed(
  parts: AgreementParts,
  actor: Actor,
  agreementId: string,
  ask: (t: T, now: string) => Promise<Parameters<typeof acceptedFields>[0]>,
) {
  const shown = await transaction(parts.db, actor, async (t) => {
    acceptedFields(await ask(t, parts.clock.now()));
    return shownOf(t, parts, actor, agreementId);
  });
  return { status: 200 as const, headers: tagOf(shown), body: shown };
}

async function shownOf(t: T, { clock }: AgreementParts, actor: Actor, agreementId: string) {
  return presentAgreement(await found(t, agreementId), actor, await companyDay(t, clock.now()));
}

async function found(t: T, agreementId: string): Promise<ShownAgreementRow> {
  const row = await findAgreement(t, agreementId);
  if (row === undefined) throw new ProblemError('resource.unknown');
  return row;
}
