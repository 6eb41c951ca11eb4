/** A row of a file as what its contract takes, or what is wrong with its cells, in words. */
import type * as z from 'zod';

import type { ImportColumn } from '#contracts/http/import-route.ts';
import { message } from '#contracts/messages/en.ts';
import type { ProblemCode } from '#contracts/problems/catalogue.ts';

/** What is wrong with a row, or with one cell of it. */
export interface RowMistake {
  /** The column by its `at`; null for the whole row. */
  readonly at: string | null;
  readonly code: ProblemCode;
  readonly message: string;
}

/** Which column of the file each known column is, by `at`; what is missing is not in the file. */
export type ColumnPlaces = ReadonlyMap<string, number>;

/** The columns of a file that bear the name of a known one: its header or its place in a row. */
export function placesOf(columns: readonly ImportColumn[], head: readonly string[]): ColumnPlaces {
  const names = head.map(plain);
  const found = columns.map(({ at, header }) => {
    const index = names.findIndex((name) => name !== '' && (name === plain(header) || name === plain(at)));
    return [at, index] as const;
  });
  return new Map(found.filter(([, index]) => index >= 0));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** A known column and what the row has in it. */
export interface GivenCell {
  readonly column: ImportColumn;
  readonly cell: string;
}

/** What a row has in each known column; empty for a column that the file has not. */
export function givenCells(
  columns: readonly ImportColumn[],
  places: ColumnPlaces,
  cells: readonly string[],
): readonly GivenCell[] {
  return columns.map((column) => ({ column, cell: cells[places.get(column.at) ?? -1]?.trim() ?? '' }));
}

type Checked<Row> =
  { readonly ok: true; readonly row: Row } | { readonly ok: false; readonly mistakes: readonly RowMistake[] };

/** The row of its cells, by the contract of the list. */
export function checkRow<Schema extends z.ZodType>(
  given: readonly GivenCell[],
  schema: Schema,
): Checked<z.output<Schema>> {
  const unstorable = given.filter(({ cell }) => cell.includes('\u0000'));
  if (unstorable.length > 0) {
    return { ok: false, mistakes: unstorable.map(({ column }) => valueMistake(column.at, 'import.character')) };
  }
  const parsed = schema.safeParse(contentFrom(given));
  if (parsed.success) return { ok: true, row: parsed.data };
  return { ok: false, mistakes: parsed.error.issues.map((issue) => mistakeOf(issue, given)) };
}

function contentFrom(given: readonly GivenCell[]): Record<string, unknown> {
  const content: Record<string, unknown> = {};
  const parts = new Map<string, Record<string, unknown>>();
  for (const { column, cell } of given) {
    const [name, inner] = column.at.split('/');
    const value = cell === '' ? column.whenEmpty : valueOf(column.kind, cell);
    if (name === undefined) continue;
    // A part is there as a whole once one of its cells is filled.
    if (inner !== undefined) parts.set(name, { ...parts.get(name), [inner]: cell });
    else if (value !== undefined) content[name] = value;
  }
  for (const [name, part] of parts) if (Object.values(part).some((cell) => cell !== '')) content[name] = part;
  return content;
}

const flags: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  '1': true,
  no: false,
  false: false,
  '0': false,
};

/** What a cell says; its text where that is not of the kind, for the schema to refuse. */
function valueOf(kind: ImportColumn['kind'], cell: string): unknown {
  if (kind === 'list') {
    const parts = cell.split(/[,;|]/).map((part) => part.trim());
    return parts.filter((part) => part !== '');
  }
  if (kind === 'flag') return flags[cell.toLowerCase()] ?? cell;
  if (kind === 'number') return Number.isFinite(Number(cell)) ? Number(cell) : cell;
  return cell;
}

function mistakeOf(issue: z.core.$ZodIssue, given: readonly GivenCell[]): RowMistake {
  const path = issue.path.map(String).join('/');
  const found = given.find(({ column: { at } }) => path === at || path.startsWith(`${at}/`));
  if (found === undefined) return valueMistake(path === '' ? null : path, 'import.invalid');
  const { column, cell } = found;
  if (cell === '') return { at: column.at, code: 'import.missing', message: message('import.needed') };
  return { at: column.at, code: 'import.value', message: wordsOf(issue, column) };
}

function valueMistake(at: string | null, words: 'import.character' | 'import.invalid'): RowMistake {
  return { at, code: 'import.value', message: message(words) };
}

function wordsOf(issue: z.core.$ZodIssue, { kind, example }: ImportColumn): string {
  if (issue.code === 'invalid_value') {
    return message('import.one-of', { values: issue.values.map(String).join(', ') });
  }
  if (issue.code === 'invalid_type' && kind === 'number') return message('import.number');
  if (issue.code === 'invalid_type' && kind === 'flag') return message('import.flag');
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return message('import.too-long', { characters: String(issue.maximum) });
  }
  if (issue.code === 'too_big') return message('import.too-big', { most: String(issue.maximum) });
  if (issue.code === 'too_small' && kind === 'number') {
    return message('import.too-small', { least: String(issue.minimum) });
  }
  return message('import.unfit', { example });
}
