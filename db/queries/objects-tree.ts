/** Service objects within one another. */
import { sql } from 'kysely';

import type { Db } from '../connection.ts';
import { objectColumns } from './objects.ts';
import type { ServiceObjectRow } from './objects.ts';

const columns = sql.join(objectColumns.map((name) => sql.ref(`o.${name}`)));

/** What an object is part of, the nearest first. */
export async function objectsAbove(db: Db<'orders'>, objectId: string): Promise<readonly ServiceObjectRow[]> {
  const { rows } = await sql<ServiceObjectRow>`
    with recursive above as (
      select parent_object_id as id, 1 as level from service_objects where object_id = ${objectId}
      union all
      select p.parent_object_id, level + 1 from above join service_objects as p on p.object_id = above.id
    )
    select ${columns} from above join service_objects as o on o.object_id = above.id order by level`.execute(db);
  return rows;
}

/** What is part of an object, also by way of others: each before its own parts, beside others by number. */
export async function objectsBelow(
  db: Db<'orders'>,
  objectId: string,
  limit: number | null = null,
): Promise<readonly ServiceObjectRow[]> {
  const { rows } = await sql<ServiceObjectRow>`
    with recursive below as (
      select object_id as id, array[number] as path from service_objects where parent_object_id = ${objectId}
      union all
      select p.object_id, path || p.number from below join service_objects as p on p.parent_object_id = below.id
    )
    select ${columns} from below join service_objects as o on o.object_id = below.id
    order by path limit ${limit}`.execute(db);
  return rows;
}
