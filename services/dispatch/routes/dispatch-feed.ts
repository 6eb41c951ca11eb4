/** The doors through which other systems feed technicians in. */
import type { Express } from 'express';

import { dispatchFeedRoutes as routes } from '#contracts/http/dispatch-feed.ts';
import { mount } from '#platform/http/mount.ts';
import { technicianFeed } from '#transactions/dispatch/feed.ts';
import { mountFeedDoors, receive } from '../../feed-doors.ts';
import type { FeedParts } from '../../feed-doors.ts';
import type { DispatchRoutesDeps } from './dispatch.ts';

/** Mounts the feed of the area. */
export function mountTechnicianFeed(app: Express, { db, clock }: DispatchRoutesDeps): void {
  const parts: FeedParts<'dispatch'> = { db, clock, keepers: technicianFeed, area: 'dispatch' };
  mount(app, routes.technician, ({ actor, params, body }) =>
    receive(parts, actor, { kind: 'technician', ...params, ...body }),
  );
  mountFeedDoors(app, parts, routes);
}
