/** What was signed of orders, as it was signed: documents that are never changed. */
import type { Insertable } from 'kysely';

import type { LineWords } from '#domain/service-orders/signed-document.ts';
import type { Db } from '../connection.ts';
import type { ServiceSchemas } from '../schema.gen.ts';
import type { Transaction } from '../transaction.ts';

/** The descriptions of an order's lines, by their ids. */
export async function lineWords(db: Db<'orders'>, orderId: string): Promise<LineWords> {
  const rows = await db
    .selectFrom('orderLines')
    .select(['lineId', 'description'])
    .where('orderId', '=', orderId)
    .where('description', 'is not', null)
    .execute();
  return Object.fromEntries(rows.map(({ lineId, description }) => [lineId, description]));
}

export async function keepSignedDocument(
  t: Transaction<'orders'>,
  row: Insertable<ServiceSchemas['orders']['signedDocuments']>,
): Promise<void> {
  await t.insertInto('signedDocuments').values(row).execute();
}

/** Who gave each acceptance of an order whose document was kept, by the version that has it. */
export async function signersOf(db: Db<'orders'>, orderId: string): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('signedDocuments')
    .select(['version', 'signedBy'])
    .where('orderId', '=', orderId)
    .execute();
  return new Map(rows.flatMap(({ version, signedBy }) => (signedBy === null ? [] : [[version, signedBy]])));
}

/** The document of a hash that an order was signed under; null when there is none, or not for this reader. */
export async function findSignedDocument(db: Db<'orders'>, orderId: string, sha256: string): Promise<string | null> {
  const row = await db
    .selectFrom('signedDocuments')
    .select('document')
    .where('orderId', '=', orderId)
    .where('sha256', '=', sha256)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return row?.document ?? null;
}
