/** Reads a CSV file as it arrives: its head, then its rows one by one, each with the line on which it begins. */
import { parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import * as z from 'zod';

import { message } from '#contracts/messages/en.ts';

/** A row as the file has it. */
export interface CsvLine {
  /** Where it begins, counted from 1 as editors and spreadsheets do. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  /** The names of the columns. */
  readonly head: readonly string[];
  /** The other rows but empty ones; throws CsvFault where the file cannot be read on. */
  readonly lines: AsyncIterable<CsvLine>;
}

/** From where on a file cannot be read, and why, in words. */
export class CsvFault extends Error {
  override readonly name = 'CsvFault';
  readonly line: number;

  constructor(line: number, words: string) {
    super(words);
    this.line = line;
  }
}

const delimiters = [',', ';'] as const;

/** The head is within the first so many characters, and no row is longer. */
const longestRow = 200_000;

const Record = z.array(z.string());
const ParseError = z.object({ code: z.string(), lines: z.int().optional() });

/**
 * The table in a stream of bytes, which is read as far as rows are asked for and is left open, so that its sender can still be
 * answered.
 * @throws CsvFault when it is empty or its head cannot be read
 */
export async function readTable(bytes: AsyncIterable<Uint8Array>): Promise<CsvTable> {
  const text = withPlainBreaks(decoded(bytes));
  const { start, rest } = await startOf(text);
  const rows = rowsOf(joined(start, rest), delimiterOf(start));
  const first = await rows.next();
  if (first.done === true) throw new CsvFault(1, message('import.empty'));
  return { head: first.value.cells.map((cell) => cell.trim()), lines: filled(rows) };
}

async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true });
      yield text;
      line += text.split('\n').length - 1;
    }
    yield decoder.decode();
  } catch (thrown) {
    if (thrown instanceof TypeError) throw new CsvFault(line, message('import.not-utf8'));
    throw thrown;
  }
}

/** Every kind of line end as one, also where a chunk ends within one. */
async function* withPlainBreaks(text: AsyncIterable<string>): AsyncGenerator<string> {
  let isOpen = false;
  for await (const chunk of text) {
    const whole: string = isOpen ? `\r${chunk}` : chunk;
    isOpen = whole.endsWith('\r');
    yield (isOpen ? whole.slice(0, -1) : whole).replaceAll(/\r\n?/g, '\n');
  }
  if (isOpen) yield '\n';
}

/** As much as the head may need, and what comes after it. */
async function startOf(text: AsyncGenerator<string>): Promise<{ start: string; rest: AsyncGenerator<string> }> {
  let start = '';
  while (start.length < longestRow && !/[^\n]\n[^]/.test(start)) {
    const next = await text.next();
    if (next.done === true) break;
    start += next.value;
  }
  return { start, rest: text };
}

async function* joined(start: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}

/** The one that makes more columns of the head. */
function delimiterOf(start: string): string {
  const widths = delimiters.map((delimiter) => ({ delimiter, width: widthOf(start, delimiter) }));
  return widths.toSorted((a, b) => b.width - a.width)[0]?.delimiter ?? ',';
}

function widthOf(start: string, delimiter: string): number {
  try {
    const options = { delimiter, bom: true, to: 1, relax_column_count: true, skip_empty_lines: true };
    return z.array(z.array(z.unknown())).parse(parseAtOnce(start, options))[0]?.length ?? 0;
  } catch {
    return 0;
  }
}

async function* rowsOf(text: AsyncGenerator<string>, delimiter: string): AsyncGenerator<CsvLine> {
  let rows: CsvLine[] = [];
  let lastLine = 0;
  const parser = parse({
    ...{ delimiter, bom: true, record_delimiter: '\n', max_record_size: longestRow },
    ...{ relax_column_count: true, skip_empty_lines: true },
    // Kept here and not in the parser, which forgets what it has read when it cannot read on.
    on_record: (record: unknown, { lines }: { readonly lines: number }) => {
      const cells = Record.parse(record);
      rows.push({ line: lines - breaksIn(cells), cells });
      lastLine = lines;
      return null;
    },
  });
  // Whoever writes is told.
  parser.on('error', () => undefined);
  const taken = () => {
    const some = rows;
    rows = [];
    return some;
  };
  try {
    for await (const chunk of text) {
      const fault = await written(parser, chunk);
      yield* taken();
      if (fault !== null) throw faultOf(fault, lastLine);
    }
    const fault = await ended(parser);
    yield* taken();
    if (fault !== null) throw faultOf(fault, lastLine);
  } finally {
    parser.destroy();
  }
}

type Parser = ReturnType<typeof parse>;

/** What kept the parser from reading a piece of text, or null. */
function written(parser: Parser, chunk: string): Promise<Error | null> {
  return new Promise((resolve) => {
    parser.write(chunk, (error) => resolve(error ?? null));
  });
}

function ended(parser: Parser): Promise<Error | null> {
  return new Promise((resolve) => {
    parser.once('error', resolve).once('finish', () => resolve(null));
    parser.end();
  });
}

async function* filled(rows: AsyncGenerator<CsvLine>): AsyncGenerator<CsvLine> {
  for await (const row of rows) if (row.cells.some((cell) => cell.trim() !== '')) yield row;
}

/** Only within quotes can a cell have any. */
function breaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

function faultOf(thrown: unknown, lastLine: number): unknown {
  const error = ParseError.safeParse(thrown);
  if (!error.success) return thrown;
  // An open quote swallows the rest of the file; what helps is where it opens.
  const isOpen = ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE'].includes(error.data.code);
  const line = isOpen ? lastLine + 1 : (error.data.lines ?? lastLine + 1);
  return new CsvFault(line, message('import.quotes', { line }));
}
