/** Published stage models as rows. A version never changes, so what was read once is kept in memory. */
import type { StageModel } from '#domain/service-orders/stage-model.ts';
import type { Db } from '../connection.ts';
import { afterCommit, databaseOf } from '../transaction.ts';
import type { Transaction } from '../transaction.ts';

const memories = new WeakMap<object, Map<string, StageModel>>();

/** One memory per connected database, whether it is asked inside a transaction or not. */
function memoryOf(db: Db<'orders'>): Map<string, StageModel> {
  const owner = isTransaction(db) ? databaseOf(db) : db;
  const known = memories.get(owner);
  if (known !== undefined) return known;
  const made = new Map<string, StageModel>();
  memories.set(owner, made);
  return made;
}

function isTransaction(db: Db<'orders'>): db is Transaction<'orders'> {
  return db.isTransaction;
}

/** The version of a stage model that an order began with. Throws when there is none: a foreign key forbids it. */
export async function stageModel(db: Db<'orders'>, id: string, version: number): Promise<StageModel> {
  const model = await findStageModel(db, id, version);
  if (model === undefined) throw new Error(`there is no stage model ${id} version ${version}`);
  return model;
}

/** A version of a stage model, or undefined. */
export async function findStageModel(db: Db<'orders'>, id: string, version: number): Promise<StageModel | undefined> {
  const memory = memoryOf(db);
  const key = `${id}/${version}`;
  const remembered = memory.get(key);
  if (remembered !== undefined) return remembered;
  const row = await db
    .selectFrom('stageModels')
    .select('document')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const remember = () => void memory.set(key, row.document);
  // What a transaction sees may be its own, and still roll back.
  if (isTransaction(db)) afterCommit(db, remember);
  else remember();
  return row.document;
}

/** The version that new orders begin with: the highest one that was published. Undefined when there is no such model. */
export async function latestStageModel(db: Db<'orders'>, id: string): Promise<StageModel | undefined> {
  const row = await db
    .selectFrom('stageModels')
    .select('version')
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && findStageModel(db, id, row.version);
}

/** The latest version of each model, by id, behind `after`. */
export async function stageModelsPage(
  db: Db<'orders'>,
  after: string | null,
  limit: number,
): Promise<readonly StageModel[]> {
  const rows = await db
    .selectFrom('stageModels')
    .distinctOn('id')
    .select(['id', 'document'])
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.document);
}

/** Every version of every model: open orders keep the one that they began with. */
export async function stageModelVersions(db: Db<'orders'>): Promise<readonly StageModel[]> {
  const rows = await db.selectFrom('stageModels').select('document').orderBy('id').orderBy('version').execute();
  return rows.map((row) => row.document);
}

/** False when this version is published already. Waits for a transaction that is just publishing it. */
export async function insertStageModel(
  t: Transaction<'orders'>,
  model: StageModel,
  publication: { readonly publishedAt: string; readonly publishedBy: string },
): Promise<boolean> {
  const { id, version } = model;
  const inserted = await t
    .insertInto('stageModels')
    .values({ id, version, document: JSON.stringify(model), ...publication })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}
