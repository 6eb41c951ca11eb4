/** Routes of the register of service tasks. */
import type { Express } from 'express';
import * as z from 'zod';

import { serviceTaskRoutes as routes } from '#contracts/http/agreements-tasks.ts';
import { searchTasks } from '#db/queries/agreements-tasks.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { keepTask } from '#transactions/agreements/tasks.ts';
import { acceptedFields, type RouteParts } from '../kept-rows.ts';

/** Mounts the register. */
export function mountServiceTasks(app: Express, { db, clock }: RouteParts): void {
  mount(app, routes.list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, z.string());
    const { active = null, search = null } = query;
    const wish = { active, search, after: after ?? null, limit: limit + 1 };
    const rows = await transaction(db, actor, (t) => searchTasks(t, wish));
    return { status: 200, body: pageOf([...rows], limit, ({ code }) => code) };
  });
  mount(app, routes.keep, async ({ actor, params, headers, body }) => {
    const tag = headers['if-match'];
    const ifMatch = tag === undefined ? undefined : Number(tag.slice(1, -1));
    const { row, created } = await transaction(db, actor, async (t) =>
      acceptedFields(await keepTask(t, { ...params, ...body }, { ifMatch, now: clock.now() })),
    );
    return { status: created ? 201 : 200, body: row };
  });
}
