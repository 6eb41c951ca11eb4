/** The doors through which other systems feed customers, sites and contacts in. */
import type { Express } from 'express';

import { customersFeedRoutes as routes } from '#contracts/http/customers-feed.ts';
import { mount } from '#platform/http/mount.ts';
import { customerFeed } from '#transactions/customers/feed.ts';
import { mountFeedDoors, receive } from '../../feed-doors.ts';
import type { FeedParts } from '../../feed-doors.ts';
import type { RouteParts } from '../kept-rows.ts';

/** Mounts the feeds of the area `customers`. */
export function mountCustomerFeed(app: Express, { db, clock }: RouteParts): void {
  const parts: FeedParts<'orders'> = { db, clock, keepers: customerFeed, area: 'customers' };
  mount(app, routes.customer, ({ actor, params, body }) =>
    receive(parts, actor, { kind: 'customer', ...params, ...body }),
  );
  mount(app, routes.site, ({ actor, params, body }) => receive(parts, actor, { kind: 'site', ...params, ...body }));
  mount(app, routes.contact, ({ actor, params, body }) =>
    receive(parts, actor, { kind: 'contact', ...params, ...body }),
  );
  mountFeedDoors(app, parts, routes);
}
