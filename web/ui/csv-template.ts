/** A file to fill: the names of the columns and a row that shows what they hold. */
import type { ImportColumn } from '#contracts/http/import-route.ts';
import { byteOrderMark, csvRow } from '#domain/shared/csv.ts';

export function templateOf(columns: readonly ImportColumn[]): string {
  const rows = [columns.map(({ header }) => header), columns.map(({ example }) => example)];
  return byteOrderMark + rows.map(csvRow).join('');
}
