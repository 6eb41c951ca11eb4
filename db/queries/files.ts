/** Uploaded files as rows; their content lies in the file store. */
import type { Selectable } from 'kysely';

import type { Db } from '../connection.ts';
import type { ServiceSchemas } from '../schema.gen.ts';
import type { Transaction } from '../transaction.ts';

export type FileRow = Selectable<ServiceSchemas['orders']['files']>;

/** The file, if the transaction's actor may see it. */
export async function findFile(db: Db<'orders'>, fileId: string): Promise<FileRow | undefined> {
  return db.selectFrom('files').selectAll().where('fileId', '=', fileId).executeTakeFirst();
}

/** Those of some files that the transaction's actor may see, by their ids. */
export async function findFiles(db: Db<'orders'>, fileIds: readonly string[]): Promise<ReadonlyMap<string, FileRow>> {
  if (fileIds.length === 0) return new Map();
  const rows = await db.selectFrom('files').selectAll().where('fileId', 'in', fileIds).execute();
  return new Map(rows.map((row) => [row.fileId, row]));
}

/** The sha256 of a file's content, if the transaction's actor may see the file; else null. */
export async function findFileHash(db: Db<'orders'>, fileId: string): Promise<string | null> {
  const row = await db.selectFrom('files').select('sha256').where('fileId', '=', fileId).executeTakeFirst();
  return row?.sha256 ?? null;
}

/** Writes the row, or gives that of the same file which the same person uploaded before for the same purpose. */
export async function keepFile(t: Transaction<'orders'>, file: FileRow): Promise<FileRow> {
  const inserted = await t
    .insertInto('files')
    .values(file)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (inserted !== undefined) return inserted;
  return t
    .selectFrom('files')
    .selectAll()
    .where('createdBy', '=', file.createdBy)
    .where('sha256', '=', file.sha256)
    .where('kind', '=', file.kind)
    .where('customerId', 'is not distinct from', file.customerId)
    .executeTakeFirstOrThrow();
}
