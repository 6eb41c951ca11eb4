/** What technicians worked, for payroll: as JSON and as a file. */
import type { Express } from 'express';

import { hoursFileColumns, technicianHoursRoutes } from '#contracts/http/dispatch-hours.ts';
import type { TechnicianHours } from '#contracts/http/dispatch-hours.ts';
import type { Actor } from '#contracts/roles.ts';
import { technicianHours } from '#db/queries/dispatch-hours.ts';
import { transaction } from '#db/transaction.ts';
import { checkPeriod } from '#domain/dispatch/period.ts';
import type { Period } from '#domain/dispatch/period.ts';
import { byteOrderMark, csvRow } from '#domain/shared/csv.ts';
import { mount } from '#platform/http/mount.ts';
import { accepted } from '#platform/http/refusal.ts';
import type { DispatchRoutesDeps } from './dispatch.ts';

interface Asked {
  readonly actor: Actor;
  readonly query: Period & { readonly technicianId?: string | undefined };
}

/** Mounts /v1/technician-hours. */
export function mountTechnicianHours(app: Express, { db }: Pick<DispatchRoutesDeps, 'db'>): void {
  const hoursOf = async ({ actor, query }: Asked) => {
    accepted(checkPeriod(query));
    return transaction(db, actor, (t) => technicianHours(t, query));
  };

  mount(app, technicianHoursRoutes.list, async (asked) => {
    return { status: 200, body: { items: [...(await hoursOf(asked))] } };
  });

  mount(app, technicianHoursRoutes.file, async (asked) => {
    const rows = await hoursOf(asked);
    const { from, to } = asked.query;
    const headers = {
      'Content-Disposition': `attachment; filename="technician-hours-${from}-${to}.csv"`,
      'Cache-Control': 'no-store',
    };
    return { status: 200, headers, body: byteOrderMark + csvRow(hoursFileColumns) + rows.map(rowOf).join('') };
  });
}

function rowOf({ number, externalId, name, team, day, kind, minutes }: TechnicianHours): string {
  return csvRow([number, externalId, name, team, day, kind, minutes, Math.round((minutes / 60) * 100) / 100]);
}
