/** Rows of a CSV file: read with their line numbers, checked by the contract under which they are sent, and templates to fill. */
import * as z from 'zod';

import { pointerOf } from './form-errors.ts';
import { quantity } from './format.ts';
import { text } from './texts.ts';

export const csvLimits = { rows: 5_000, bytes: 5_000_000 } as const;

/** A row as the file has it. */
interface CsvLine {
  /** Where it begins, counted from 1 as editors and spreadsheets do. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly head: readonly string[];
  readonly lines: readonly CsvLine[];
}

/** A column that an import knows. */
export interface CsvColumn {
  /** Where its value goes in what is sent, such as `name` or `address/city`. */
  readonly at: string;
  readonly label: string;
  readonly kind: 'text' | 'number' | 'flag' | 'list';
  /** What the template shows; a list as `hour, item`. */
  readonly example: string;
  /** True for a first column that only together with others tells rows apart. */
  readonly mayRepeat?: boolean;
  /** What an empty cell means; left out when absent. */
  readonly whenEmpty?: boolean | null;
}

/** Which column of the file each known column is, by `at`; what is missing is not in the file. */
export type CsvMapping = Readonly<Record<string, number>>;

export interface CsvMistake {
  readonly line: number;
  /** What the row is known by, as far as it says. */
  readonly key: string;
  /** The label of the column; empty where it is the whole row. */
  readonly column: string;
  readonly what: string;
}

export interface CheckedRows<Row> {
  readonly fit: readonly { readonly line: number; readonly key: string; readonly row: Row }[];
  readonly mistakes: readonly CsvMistake[];
}

/** Why a file cannot be read at all, in words for whoever chose it. */
export class CsvFault extends Error {}

const delimiters = [',', ';'] as const;

const Parsed = z.array(z.object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.int() }) }));
const ParseError = z.object({ code: z.string(), lines: z.int() });

/**
 * The table in a file's bytes.
 * @throws CsvFault when it is too large, not UTF-8, empty, or its quotes do not close
 */
export async function readTable(bytes: Uint8Array): Promise<CsvTable> {
  if (bytes.byteLength > csvLimits.bytes) {
    throw new CsvFault(text('csv.tooLarge', { megabytes: csvLimits.bytes / 1_000_000 }));
  }
  const content = contentOf(bytes).replaceAll(/\r\n?/g, '\n');
  const { parse } = await import('csv-parse/browser/esm/sync');
  const recordsBy = (delimiter: string, to: number) => {
    let lastLine = 0;
    const options = { delimiter, info: true, raw: true, relax_column_count: true, skip_empty_lines: true };
    const onRecord = (record: string[], { lines }: { readonly lines: number }) => {
      lastLine = lines;
      return record;
    };
    try {
      return Parsed.parse(parse(content, { ...options, to, record_delimiter: '\n', on_record: onRecord }));
    } catch (thrown) {
      throw unreadable(thrown, lastLine);
    }
  };
  const widths = delimiters.map((delimiter) => ({ delimiter, width: widthOf(() => recordsBy(delimiter, 1)) }));
  const [widest] = widths.toSorted((a, b) => b.width - a.width);
  const [head, ...rest] = recordsBy(widest?.delimiter ?? ',', csvLimits.rows + 2);
  if (head === undefined) throw new CsvFault(text('csv.empty'));
  if (rest.length > csvLimits.rows) throw new CsvFault(text('csv.tooManyRows', { rows: quantity(csvLimits.rows) }));
  const lines = rest.map(({ record, raw, info }) => ({ line: info.lines - breaksIn(raw), cells: record }));
  return {
    head: head.record.map((cell) => cell.trim()),
    lines: lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  };
}

function contentOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CsvFault(text('csv.notUtf8'));
  }
}

/** How many columns the head has; none where it cannot be read so. */
function widthOf(read: () => z.infer<typeof Parsed>): number {
  try {
    return read()[0]?.record.length ?? 0;
  } catch {
    return 0;
  }
}

/** Line breaks within quotes: the parser tells the line on which a row ends. */
function breaksIn(raw: string): number {
  return raw.replace(/^\n+/, '').replace(/\n$/, '').split('\n').length - 1;
}

function unreadable(thrown: unknown, lastLine: number): CsvFault {
  const error = ParseError.safeParse(thrown);
  if (!error.success) return new CsvFault(String(thrown));
  // An open quote swallows the rest of the file; what helps is where it opens.
  const isOpen = error.data.code === 'CSV_QUOTE_NOT_CLOSED';
  return new CsvFault(text('csv.quotes', { line: isOpen ? lastLine + 1 : error.data.lines }));
}

/** The columns of a file that bear the name of a known one: its label or its place in what is sent. */
export function mappingOf(columns: readonly CsvColumn[], head: readonly string[]): CsvMapping {
  const names = head.map(plain);
  const found = columns.map(({ at, label }) => {
    const index = names.findIndex((name) => name !== '' && (name === plain(label) || name === plain(at)));
    return [at, index] as const;
  });
  return Object.fromEntries(found.filter(([, index]) => index >= 0));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Each row as it will be sent, or what is wrong with it. The value of the first column may stand in one row only. */
export function checkRows<Row>(
  table: CsvTable,
  { columns, mapping, schema }: { columns: readonly CsvColumn[]; mapping: CsvMapping; schema: z.ZodType<Row> },
): CheckedRows<Row> {
  const seen = new Map<string, number>();
  const fit: { line: number; key: string; row: Row }[] = [];
  const mistakes: CsvMistake[] = [];
  for (const { line, cells } of table.lines) {
    const given = columns.map((column) => ({ column, cell: cells[mapping[column.at] ?? -1]?.trim() ?? '' }));
    const [first] = given;
    const key = first?.cell ?? '';
    const before = seen.get(key);
    const content = contentFrom(given);
    const parsed = schema.safeParse(content);
    if (cells.length > table.head.length) {
      mistakes.push({ line, key, column: '', what: text('csv.tooManyCells', { columns: table.head.length }) });
    } else if (before !== undefined && key !== '' && first?.column.mayRepeat !== true) {
      mistakes.push({ line, key, column: first?.column.label ?? '', what: text('csv.twice', { line: before }) });
    } else if (parsed.success) fit.push({ line, key, row: parsed.data });
    else mistakes.push(...parsed.error.issues.map((issue) => ({ line, key, ...mistakeOf(issue, given) })));
    if (before === undefined) seen.set(key, line);
  }
  return { fit, mistakes };
}

type Given = readonly { readonly column: CsvColumn; readonly cell: string }[];

function contentFrom(given: Given): Record<string, unknown> {
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
function valueOf(kind: CsvColumn['kind'], cell: string): unknown {
  if (kind === 'list')
    return cell
      .split(/[,;|]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (kind === 'flag') return flags[cell.toLowerCase()] ?? cell;
  if (kind === 'number') return Number.isFinite(Number(cell)) ? Number(cell) : cell;
  return cell;
}

function mistakeOf(issue: z.core.$ZodIssue, given: Given): Pick<CsvMistake, 'column' | 'what'> {
  const pointer = pointerOf(issue.path);
  const found = given.find(({ column }) => pointer === `#/${column.at}` || pointer.startsWith(`#/${column.at}/`));
  if (found === undefined) return { column: pointer, what: text('form.invalid') };
  const { column, cell } = found;
  return { column: column.label, what: cell === '' ? text('form.required') : wordsOf(issue, column) };
}

function wordsOf(issue: z.core.$ZodIssue, column: CsvColumn): string {
  if (issue.code === 'invalid_value') return text('csv.oneOf', { values: issue.values.map(String).join(', ') });
  if (issue.code === 'invalid_type' && column.kind === 'number') return text('csv.number');
  if (issue.code === 'invalid_type' && column.kind === 'flag') return text('csv.flag');
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return text('csv.tooLong', { characters: String(issue.maximum) });
  }
  if (issue.code === 'too_big') return text('csv.tooBig', { most: String(issue.maximum) });
  if (issue.code === 'too_small' && column.kind === 'number')
    return text('csv.tooSmall', { least: String(issue.minimum) });
  return text('csv.unfit', { example: column.example });
}

/** A file to fill: the names of the columns and a row that shows what they hold. */
export function templateOf(columns: readonly CsvColumn[]): string {
  return writeTable([columns.map(({ label }) => label), columns.map(({ example }) => example)]);
}

/** Rows as a CSV file that spreadsheets open as UTF-8. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`;
}

function quoted(cell: string): string {
  return /^$|[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
