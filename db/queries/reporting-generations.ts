/** Generations of read models: the live one, one that is being built, and whether two of them say the same. */
import { sql } from 'kysely';

import { forgetPositions } from '../inbox.ts';
import type { Transaction } from '../transaction.ts';

type T = Transaction<'reporting'>;

/** The name under which a generation's events are read, of its positions, waiting events and dead letters. */
export function consumerOf(generation: number): string {
  return `reporting/${generation}`;
}

/**
 * The generation that readers see. `share` keeps it the live one until the transaction ends; `update` waits for all who
 * write to it and keeps them out.
 */
export async function liveGeneration(t: T, lock: 'share' | 'update' | 'none' = 'none'): Promise<number> {
  const query = t.selectFrom('generations').select('generation').where('state', '=', 'live');
  const locked = lock === 'share' ? query.forShare() : lock === 'update' ? query.forUpdate() : query;
  const row = await locked.executeTakeFirst();
  // Who waited for a swap to commit finds its row gone, and not yet the one that took its place.
  if (row === undefined) throw new GenerationMoved();
  return row.generation;
}

/** The live generation was replaced while this transaction waited for it: begin anew. */
export class GenerationMoved extends Error {
  override readonly name = 'GenerationMoved';
  /** As a serialisation failure, which is what it is: the same transaction succeeds when it is tried again. */
  readonly code = '40001';

  constructor() {
    super('the live generation of the read models was replaced');
  }
}

/** Makes an empty generation to build. At most one is being built: another one must have been dropped. */
export async function insertGeneration(t: T): Promise<number> {
  const { generation } = await t
    .insertInto('generations')
    .values({ state: 'building' })
    .returning('generation')
    .executeTakeFirstOrThrow();
  return generation;
}

/** The generation that is being built, by whomever. */
export async function buildingGeneration(t: T): Promise<number | undefined> {
  const row = await t.selectFrom('generations').select('generation').where('state', '=', 'building').executeTakeFirst();
  return row?.generation;
}

/** Puts a built generation into the place of the live one, which is no generation any more. */
export async function makeLive(
  t: T,
  { built, live }: { readonly built: number; readonly live: number },
): Promise<void> {
  await t.deleteFrom('generations').where('generation', '=', live).execute();
  await t.updateTable('generations').set({ state: 'live' }).where('generation', '=', built).execute();
}

const models = [
  ...(['order_list', 'stage_entries', 'order_margin', 'request_list', 'case_list'] as const),
  ...(['customer_numbers', 'applied_events'] as const),
] as const;
export type ReadModel = (typeof models)[number];

const keys: Readonly<Record<ReadModel, readonly string[]>> = {
  order_list: ['order_id'],
  stage_entries: ['order_id', 'sequence'],
  order_margin: ['order_id', 'currency'],
  request_list: ['request_id'],
  case_list: ['case_id'],
  customer_numbers: ['customer_id'],
  applied_events: ['area'],
};

/** Removes all rows of a generation, its positions and its dead letters. */
export async function deleteGeneration(t: T, generation: number): Promise<void> {
  for (const model of models) await sql`delete from ${sql.table(model)} where generation = ${generation}`.execute(t);
  await forgetPositions(t, consumerOf(generation));
  await sql`delete from dead_letters where consumer = ${consumerOf(generation)}`.execute(t);
  await t.deleteFrom('generations').where('generation', '=', generation).execute();
}

export interface ModelChecksum {
  readonly model: ReadModel;
  readonly rows: number;
  readonly checksum: string;
}

/** Number of rows and checksum of each read model of a generation; two generations of the same content have the same. */
export async function checksumsOf(t: T, generation: number): Promise<readonly ModelChecksum[]> {
  const checksums: ModelChecksum[] = [];
  for (const model of models) {
    const { rows } = await sql<{ rows: number; checksum: string }>`
      select count(*)::integer as rows, md5(coalesce(string_agg(line, '' order by line collate "C"), '')) as checksum
      from (select md5((to_jsonb(m) - 'generation')::text) as line from ${sql.table(model)} m
        where generation = ${generation}) as lines`.execute(t);
    for (const row of rows) checksums.push({ model, ...row });
  }
  return checksums;
}

export interface ModelDifference {
  readonly model: ReadModel;
  /** The row's key. */
  readonly key: readonly unknown[];
  /** The row, null where there is none. */
  readonly live: unknown;
  readonly built: unknown;
}

/** The first rows, `limit` of each read model, that two generations do not have alike. */
export async function differencesOf(
  t: T,
  { live, built }: { readonly live: number; readonly built: number },
  limit = 20,
): Promise<readonly ModelDifference[]> {
  const differences: ModelDifference[] = [];
  for (const model of models) {
    const key = sql.join(keys[model].map((name) => sql.ref(name)));
    const { rows } = await sql<Omit<ModelDifference, 'model'>>`
      select jsonb_build_array(${key}) as key, to_jsonb(l) - 'generation' as live, to_jsonb(b) - 'generation' as built
      from (select * from ${sql.table(model)} where generation = ${live}) l
      full join (select * from ${sql.table(model)} where generation = ${built}) b using (${key})
      where to_jsonb(l) - 'generation' is distinct from to_jsonb(b) - 'generation'
      order by 1 limit ${limit}`.execute(t);
    for (const row of rows) differences.push({ model, ...row });
  }
  return differences;
}
