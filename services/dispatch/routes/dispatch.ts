/** The routes of dispatch: contracts joined to transactions and reads. */
import type { Express } from 'express';
import * as z from 'zod';

import { technicianRoutes, visitRoutes } from '#contracts/http/dispatch.ts';
import type { Visit as VisitView } from '#contracts/http/dispatch.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import type { Db } from '#db/connection.ts';
import { findTechnician, findVisit, listTechnicians, listVisits } from '#db/queries/dispatch.ts';
import { transaction } from '#db/transaction.ts';
import { allowedVisitCommands, openVisitStatuses } from '#domain/dispatch/visit.ts';
import type { Visit, VisitStepName } from '#domain/dispatch/visit.ts';
import type { Clock } from '#platform/clock.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { changeTechnician, saveTechnician } from '#transactions/dispatch/technicians.ts';
import { moveVisit, stepVisit } from '#transactions/dispatch/visits.ts';
import { instantOf } from '../../recorded-time.ts';

export interface DispatchRoutesDeps {
  readonly db: Db<'dispatch'>;
  readonly clock: Clock;
}

/** Mounts every route of the area. */
export function mountDispatch(app: Express, deps: DispatchRoutesDeps): void {
  mountTechnicians(app, deps);
  mountVisitReads(app, deps);
  mountVisitCommands(app, deps);
}

function mountTechnicians(app: Express, { db, clock }: DispatchRoutesDeps): void {
  mount(app, technicianRoutes.save, async ({ actor, body, key }) => {
    const keyed = { route: technicianRoutes.save.id, key, asks: body };
    const { row, isNew } = accepted(await saveTechnician(db, actor, { wish: body, keyed, now: clock.now() }));
    return { status: isNew ? 201 : 200, headers: tagOf(row), body: row };
  });
  mount(app, technicianRoutes.change, async ({ actor, params, body, ifMatch }) => {
    const change = { id: params.technicianId, wish: body, ifMatch, now: clock.now() };
    const { row } = accepted(await changeTechnician(db, actor, change));
    return { status: 200, headers: tagOf(row), body: row };
  });
  mount(app, technicianRoutes.list, async ({ query }) => {
    const { limit, after } = pageRequest(
      { ...query, limit: (query.ids ?? query.numbers)?.length ?? query.limit },
      z.string(),
    );
    const rows = await listTechnicians(db, query, { after, limit: limit + 1 });
    return { status: 200, body: pageOf(rows, limit, (row) => row.number) };
  });
  mount(app, technicianRoutes.read, async ({ params }) => {
    const technician = await findTechnician(db, params.technicianId);
    if (technician === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, headers: tagOf(technician), body: technician };
  });
}

const VisitPlace = z.strictObject({ startsAt: Instant, visitId: Id });

function mountVisitReads(app: Express, { db }: DispatchRoutesDeps): void {
  mount(app, visitRoutes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, VisitPlace);
    const { technicianId, orderId, day, open } = query;
    const statuses = open === true ? openVisitStatuses : query.status;
    const filter = { technicianId, orderId, day, statuses };
    const rows = await transaction(db, actor, (t) => listVisits(t, filter, { after, limit: limit + 1 }));
    const page = pageOf(rows, limit, ({ startsAt, visitId }) => ({ startsAt, visitId }));
    return { status: 200, body: { ...page, items: page.items.map(visitView) } };
  });
  mount(app, visitRoutes.read, async ({ actor, params }) => {
    const visit = await transaction(db, actor, (t) => findVisit(t, params.visitId));
    if (visit === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, headers: tagOf(visit), body: visitView(visit) };
  });
}

const steps = {
  'start-travel': visitRoutes.startTravel,
  'start-work': visitRoutes.startWork,
  pause: visitRoutes.pause,
  finish: visitRoutes.finish,
} as const satisfies Record<Exclude<VisitStepName, 'cancel'>, unknown>;
const stepNames = ['start-travel', 'start-work', 'pause', 'finish'] as const;

function mountVisitCommands(app: Express, { db, clock }: DispatchRoutesDeps): void {
  for (const name of stepNames) {
    mount(app, steps[name], async ({ actor, params, body, key }) => {
      const { visitId } = params;
      const keyed = { route: steps[name].id, key, asks: { visitId, ...body } };
      const at = instantOf({ actor, body }, clock, 'dispatch.recorded-time');
      return visitAnswer(accepted(await stepVisit(db, actor, { visitId, command: { name }, at, keyed })).visit);
    });
  }
  mount(app, visitRoutes.cancel, async ({ actor, params, body, key }) => {
    const { visitId } = params;
    const keyed = { route: visitRoutes.cancel.id, key, asks: { visitId, ...body } };
    const command = { name: 'cancel', reasonCode: body.reasonCode } as const;
    const at = instantOf({ actor, body }, clock, 'dispatch.recorded-time');
    return visitAnswer(accepted(await stepVisit(db, actor, { visitId, command, at, keyed })).visit);
  });
  mount(app, visitRoutes.move, async ({ actor, params, body, key, ifMatch }) => {
    const { visitId } = params;
    const keyed = { route: visitRoutes.move.id, key, asks: { visitId, ...body } };
    const at = instantOf({ actor, body }, clock, 'dispatch.recorded-time');
    return visitAnswer(accepted(await moveVisit(db, actor, { visitId, wish: body, ifMatch, at, keyed })).visit);
  });
}

function visitAnswer(visit: Visit) {
  return { status: 200, headers: tagOf(visit), body: visitView(visit) } as const;
}

function visitView({ lastAt: _, times, ...visit }: Visit): VisitView {
  return { ...visit, times: [...times], allowedActions: [...allowedVisitCommands(visit.status)] };
}
