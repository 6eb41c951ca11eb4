/** Saved views as rows. Which of them a reader sees, row-level security decides: the reader's own, and those that are shared. */
import type { SavedView } from '#contracts/http/identity-views.ts';
import type { Db } from '../connection.ts';

type GatewayDb = Db<'gateway'>;

const viewColumns = ['viewId', 'version', 'owner', 'name', 'shared', 'content', 'createdAt'] as const;

export async function listViews(db: GatewayDb): Promise<SavedView[]> {
  return db.selectFrom('savedViews').select(viewColumns).orderBy('name').orderBy('viewId').execute();
}

/** How many views somebody owns. */
export async function countViews(db: GatewayDb, owner: string): Promise<number> {
  const { count } = await db
    .selectFrom('savedViews')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The view, locked until the transaction ends, or undefined when the reader sees none. */
export async function lockView(db: GatewayDb, viewId: string): Promise<SavedView | undefined> {
  return db.selectFrom('savedViews').select(viewColumns).where('viewId', '=', viewId).forUpdate().executeTakeFirst();
}

export async function insertView(db: GatewayDb, { content, ...view }: SavedView): Promise<void> {
  await db
    .insertInto('savedViews')
    .values({ ...view, content: JSON.stringify(content) })
    .execute();
}

export async function updateView(db: GatewayDb, { viewId, content, ...view }: SavedView): Promise<void> {
  await db
    .updateTable('savedViews')
    .set({ ...view, content: JSON.stringify(content) })
    .where('viewId', '=', viewId)
    .execute();
}

export async function deleteViewRow(db: GatewayDb, viewId: string): Promise<void> {
  await db.deleteFrom('savedViews').where('viewId', '=', viewId).execute();
}
