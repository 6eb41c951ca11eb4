/** The doors of saved views: a list as somebody likes to see it, which follows the person, and may be shared with all staff. */
import * as z from 'zod';

import { staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant } from './schemas.ts';
import { OrderListQuery, orderColumns } from './service-orders-list.ts';

const area = 'identity';

const { number, stage, slaState, customerId, missingParts, open, attention, sort, ascending } = OrderListQuery.shape;
const { responsibleId, mine, origin } = OrderListQuery.shape;

export const OrderView = z
  .strictObject({
    filters: z.strictObject({
      number,
      stage,
      slaState,
      customerId,
      missingParts,
      open,
      attention,
      responsibleId,
      mine,
      origin,
    }),
    sort,
    ascending,
    columns: z.array(z.enum(orderColumns)).max(orderColumns.length).optional().describe('The usual ones when absent'),
  })
  .meta({ id: 'OrderView', description: 'How the list of service orders is filtered, sorted and shown' });
export type OrderView = z.infer<typeof OrderView>;

const viewFields = {
  name: z.string().trim().min(1).max(60),
  shared: z.boolean().describe('Whether all staff see it; only its owner may change it'),
  content: OrderView,
};

export const NewView = z.strictObject(viewFields).meta({ id: 'NewView' });
export type NewView = z.infer<typeof NewView>;

export const SavedView = z
  .strictObject({ viewId: Id, version: z.int(), ...viewFields, owner: z.string(), createdAt: Instant })
  .meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof SavedView>;

const params = z.strictObject({ viewId: Id });

export const viewRoutes = {
  list: route({
    id: 'listSavedViews',
    area,
    method: 'GET',
    path: '/v1/saved-views',
    summary: 'My views of the list of service orders, and those that are shared, by name',
    roles: staffRoles,
    responses: { 200: { description: 'All of them', schema: z.strictObject({ items: z.array(SavedView) }) } },
    problems: [],
  }),
  create: route({
    id: 'createSavedView',
    area,
    method: 'POST',
    path: '/v1/saved-views',
    summary: 'Save a view',
    roles: staffRoles,
    body: NewView,
    idempotent: true,
    responses: { 201: { description: 'The view', schema: SavedView } },
    problems: ['view.name-taken', 'view.too-many', 'idempotency.other-body'],
    maxBytes: 16_384,
  }),
  change: route({
    id: 'changeSavedView',
    area,
    method: 'PUT',
    path: '/v1/saved-views/:viewId',
    summary: 'Change a view of mine',
    roles: staffRoles,
    params,
    body: NewView,
    ifMatch: true,
    responses: { 200: { description: 'The view', schema: SavedView } },
    problems: ['resource.unknown', 'view.name-taken', 'view.not-yours', 'request.version-stale'],
    maxBytes: 16_384,
  }),
  remove: route({
    id: 'deleteSavedView',
    area,
    method: 'DELETE',
    path: '/v1/saved-views/:viewId',
    summary: 'Delete a view of mine; an administrator may delete any that is shared',
    roles: staffRoles,
    params,
    responses: { 204: { description: 'Done' } },
    problems: ['resource.unknown', 'view.not-yours'],
  }),
} as const;
