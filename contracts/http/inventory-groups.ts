/** The doors of item groups: items that agreements treat alike. */
import * as z from 'zod';

import { curators, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Name } from './schemas.ts';
import { SetupId } from './setup-schemas.ts';

const area = 'inventory';

const groupContent = { name: Name, active: z.boolean() };
export const ItemGroup = z
  .strictObject({ groupId: SetupId, version: z.int(), ...groupContent })
  .meta({ id: 'ItemGroup', description: 'Items that agreements treat alike' });
export type ItemGroup = z.infer<typeof ItemGroup>;
const ItemGroupContent = z.strictObject(groupContent).meta({ id: 'ItemGroupContent' });

export const itemGroupRoutes = {
  list: route({
    id: 'listItemGroups',
    area,
    method: 'GET',
    path: '/v1/item-groups',
    summary: 'All groups of items by id',
    roles: staffRoles,
    responses: { 200: { description: 'All', schema: z.strictObject({ items: z.array(ItemGroup) }) } },
    problems: [],
  }),
  keep: route({
    id: 'putItemGroup',
    area,
    method: 'PUT',
    path: '/v1/item-groups/:groupId',
    summary: 'Enter or change a group of items; the same again is no change',
    roles: curators,
    params: z.strictObject({ groupId: SetupId }),
    body: ItemGroupContent,
    responses: {
      200: { description: 'Changed, or the same already', schema: ItemGroup },
      201: { description: 'Entered', schema: ItemGroup },
    },
    problems: [],
  }),
} as const;
