/** Users of the staff by name. */
import { literally } from '../like-pattern.ts';
import type { Db } from '../connection.ts';

/** Those who can sign in and whose names have a part, by name. */
export async function staffByName(
  db: Db<'gateway'>,
  { search, limit }: { readonly search: string | null; readonly limit: number },
): Promise<{ userId: string; displayName: string }[]> {
  return db
    .selectFrom('users')
    .select(['id as userId', 'displayName'])
    .where('customerId', 'is', null)
    .where('disabledAt', 'is', null)
    .$if(search !== null, (query) => query.where('displayName', 'ilike', `%${literally(search ?? '')}%`))
    .orderBy('displayName')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Whether a user is of the staff and can sign in. */
export async function isOfStaff(db: Db<'gateway'>, userId: string): Promise<boolean> {
  const found = await db
    .selectFrom('users')
    .select('id')
    .where('id', '=', userId)
    .where('customerId', 'is', null)
    .where('disabledAt', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}
