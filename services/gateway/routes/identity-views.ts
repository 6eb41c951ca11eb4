/** Saved views of lists. */
import type { Express } from 'express';

import { viewRoutes } from '#contracts/http/identity-views.ts';
import { listViews } from '#db/queries/identity-views.ts';
import { transaction } from '#db/transaction.ts';
import { mount, tagOf } from '#platform/http/mount.ts';
import { accepted } from '#platform/http/refusal.ts';
import { changeSavedView, deleteSavedView, saveView } from '#transactions/identity/views.ts';
import type { GatewayDeps } from '../app.ts';

/** Mounts /v1/saved-views. */
export function mountViews(app: Express, { db, clock }: GatewayDeps): void {
  mount(app, viewRoutes.list, async ({ actor }) => {
    const items = await transaction(db, actor, listViews);
    return { status: 200, body: { items } };
  });
  mount(app, viewRoutes.create, async ({ actor, key, body }) => {
    const { view } = accepted(await saveView(db, actor, { key, view: body, now: clock.now() }));
    return { status: 201, headers: tagOf(view), body: view };
  });
  mount(app, viewRoutes.change, async ({ actor, params, body, ifMatch }) => {
    const { view } = accepted(await changeSavedView(db, actor, { ...params, view: body, ifMatch }));
    return { status: 200, headers: tagOf(view), body: view };
  });
  mount(app, viewRoutes.remove, async ({ actor, params }) => {
    accepted(await deleteSavedView(db, actor, params.viewId));
    return { status: 204 };
  });
}
