/** Reports of requests, cases and repeat visits, from the read models alone. */
import type { Express } from 'express';

import { inquiryReportRoutes as routes } from '#contracts/http/reporting-inquiries.ts';
import {
  caseCategories,
  caseResults,
  inquiryPlaces,
  repeatVisits,
  requestCounts,
  requestDays,
  responseCounts,
} from '#db/queries/reporting-inquiries.ts';
import { transaction } from '#db/transaction.ts';
import { compliance } from '#domain/reporting/request-summary.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { ReportingContext } from './reporting.ts';

/** Mounts the reports of what customers asked for. */
export function mountInquiryReports(app: Express, { db }: Pick<ReportingContext, 'db'>): void {
  mount(app, routes.places, async ({ actor, body: { of, ids } }) => ({
    status: 200,
    body: { items: [...(await transaction(db, actor, (t) => inquiryPlaces(t, of, ids)))] },
  }));
  mount(app, routes.requests, async ({ actor, query: { timeZone = 'UTC', ...span } }) => {
    if (!isTimeZone(timeZone))
      throw new ProblemError('request.invalid', { detail: `There is no time zone ${timeZone}.` });
    const body = await transaction(db, actor, async (t) => {
      const response = await responseCounts(t, span);
      return {
        requests: [...(await requestCounts(t, span))],
        response: { ...response, share: compliance(response) },
        days: [...(await requestDays(t, { ...span, timeZone }))],
      };
    });
    return { status: 200, body };
  });
  mount(app, routes.cases, async ({ actor, query }) => {
    const body = await transaction(db, actor, async (t) => ({
      categories: [...(await caseCategories(t, query))],
      results: [...(await caseResults(t, query))],
    }));
    return { status: 200, body };
  });
  mount(app, routes.repeatVisits, async ({ actor, query: { withinDays, ...span } }) => {
    const counts = await transaction(db, actor, (t) => repeatVisits(t, { ...span, withinDays }));
    const { ended, repeated } = counts;
    return { status: 200, body: { ...counts, share: ended === 0 ? null : repeated / ended } };
  });
}
