/** The doors to the read models. They read only, but for the replay of dead letters. */
import type { Express } from 'express';
import * as z from 'zod';

import { serviceOfArea } from '#contracts/areas.ts';
import type { Area } from '#contracts/areas.ts';
import { reportingRoutes } from '#contracts/http/reporting.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import { topicOf } from '#contracts/topics.ts';
import type { Db } from '#db/connection.ts';
import { oldestWaitingAgeMs, StillUnfit } from '#db/inbox.ts';
import { checksumsOf, consumerOf, liveGeneration } from '#db/queries/reporting-generations.ts';
import { listMargins, totalMargins } from '#db/queries/reporting-margins.ts';
import { standingOf } from '#db/queries/reporting-positions.ts';
import { countStageEntries, listOrders, stageSequences } from '#db/queries/reporting.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { openDeadLetters, replayEvent } from '#transactions/reporting/replay-dead-letter.ts';
import { readModelActor } from '../consumers/follow-events.ts';
import type { LagMeter } from '../lag-meter.ts';
import { mountInquiryReports } from './reporting-inquiries.ts';
import { reportMargin, reportMarginTotal, reportOrder, stageCounts, stageSequence } from '../present.ts';

export interface ReportingContext {
  readonly db: Db<'reporting'>;
  readonly lag: LagMeter;
}

const OrderPlace = z.strictObject({ at: Instant, id: Id });
const MarginPlace = z.strictObject({ id: Id, currency: z.string() });

/** Mounts the area `reporting`. */
export function mountReporting(app: Express, context: ReportingContext): void {
  mountReports(app, context);
  mountInquiryReports(app, context);
  mountStanding(app, context);
  mountDeadLetters(app, context);
}

function mountReports(app: Express, { db }: ReportingContext): void {
  mount(app, reportingRoutes.orders, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, OrderPlace);
    const rows = await transaction(db, actor, (t) => listOrders(t, query, { after, limit: limit + 1 }));
    const page = pageOf(rows, limit, ({ submittedAt, orderId }) => ({ at: submittedAt, id: orderId }));
    return { status: 200, body: { ...page, items: page.items.map(reportOrder) } };
  });

  mount(app, reportingRoutes.margins, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, MarginPlace);
    const rows = await transaction(db, actor, (t) => listMargins(t, query, { after, limit: limit + 1 }));
    const page = pageOf(rows, limit, ({ orderId, currency }) => ({ id: orderId, currency }));
    return { status: 200, body: { ...page, items: page.items.map(reportMargin) } };
  });

  mount(app, reportingRoutes.marginTotals, async ({ actor, query }) => {
    const rows = await transaction(db, actor, (t) => totalMargins(t, query));
    return { status: 200, body: { totals: rows.map(reportMarginTotal) } };
  });

  mount(app, reportingRoutes.stageCounts, async ({ actor, query }) => {
    const { orders, stages } = await transaction(db, actor, (t) => countStageEntries(t, query));
    return { status: 200, body: { orders, stages: [...stages] } };
  });

  mount(app, reportingRoutes.stageSequences, async ({ actor, body }) => {
    const rows = await transaction(db, actor, (t) => stageSequences(t, body.orderIds));
    return { status: 200, body: { stages: stageCounts(rows), orders: rows.map(stageSequence) } };
  });
}

/** What everybody's transaction may see is counted, so the system reads it: the routes say who may ask. */
function mountStanding(app: Express, { db, lag }: ReportingContext): void {
  const read = <Result>(work: (t: Transaction<'reporting'>) => Promise<Result>) =>
    transaction(db, readModelActor, work);

  mount(app, reportingRoutes.lag, async ({ query }) => {
    const since = query.since === undefined ? undefined : Date.parse(query.since);
    return { status: 200, body: lag.summary(since) };
  });

  mount(app, reportingRoutes.applied, async () => {
    const body = await read(async (t) => {
      const generation = await liveGeneration(t);
      const consumer = consumerOf(generation);
      const { areas, waiting, deadLetters } = await standingOf(t, { generation, consumer });
      const topics = areas.flatMap(({ area, events }) => (isArea(area) ? [[topicOf(area, ''), events] as const] : []));
      const total = areas.reduce((sum, each) => sum + each.events, 0);
      const oldestWaitingMs = await oldestWaitingAgeMs(t, consumer);
      return { generation, total, topics: Object.fromEntries(topics), waiting, oldestWaitingMs, deadLetters };
    });
    return { status: 200, body };
  });

  mount(app, reportingRoutes.checksums, async () => {
    const body = await read(async (t) => {
      const generation = await liveGeneration(t);
      return { generation, models: [...(await checksumsOf(t, generation))] };
    });
    return { status: 200, body };
  });
}

function mountDeadLetters(app: Express, { db }: ReportingContext): void {
  mount(app, reportingRoutes.deadLetters, async () => {
    const letters = await transaction(db, readModelActor, openDeadLetters);
    const items = letters.map(({ id: deadLetterId, source, reason, attempts, receivedAt }) => ({
      ...{ deadLetterId, source, reason, attempts, receivedAt },
    }));
    return { status: 200, body: { items } };
  });

  mount(app, reportingRoutes.replayDeadLetter, async ({ params }) => {
    try {
      const applied = await transaction(db, readModelActor, (t) => replayEvent(t, params.deadLetterId));
      if (applied === undefined) throw new ProblemError('resource.unknown');
      return { status: 200, body: { applied } };
    } catch (thrown) {
      if (thrown instanceof StillUnfit) throw new ProblemError('dead-letter.unfit', { detail: thrown.message });
      throw thrown;
    }
  });
}

function isArea(name: string): name is Area {
  return Object.hasOwn(serviceOfArea, name);
}
