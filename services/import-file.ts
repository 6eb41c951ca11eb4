/** Brings a list in from a CSV file as it arrives, batch by batch, and reports what became of each row. */
import type { Express, Request } from 'express';
import type * as z from 'zod';

import { maxImportBytes, mostMistakes } from '#contracts/http/import-route.ts';
import type {
  ImportedList,
  ImportMistake,
  ImportQuery,
  ImportReport,
  importRoute,
} from '#contracts/http/import-route.ts';
import { message } from '#contracts/messages/en.ts';
import { isProblemCode, problems } from '#contracts/problems/catalogue.ts';
import type { Actor } from '#contracts/roles.ts';
import { checkRow, givenCells, placesOf } from '#platform/csv/check-row.ts';
import type { ColumnPlaces, RowMistake } from '#platform/csv/check-row.ts';
import { CsvFault, readTable } from '#platform/csv/read-table.ts';
import type { CsvLine } from '#platform/csv/read-table.ts';
import { mount } from '#platform/http/mount.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { tooLarge } from '#platform/http/read-body.ts';
import { refusalProblem } from '#platform/http/refusal.ts';
import type { BatchOutcome, RefusedRow, RowOutcome } from '#transactions/import-rows.ts';

/** Rows a transaction: what one of them holds locked is short, and what all cost is little. */
const batchSize = 200;

/**
 * Writes a batch, or in a dry run only decides it: one outcome for each row, in their order. When nothing more can come of other
 * rows, `isLast` says so, and none is to be asked for later.
 */
export type KeepBatch<Row> = (
  rows: readonly Row[],
  when: { readonly isLast: boolean },
) => Promise<readonly BatchOutcome[]>;

/** How the rows of one file are kept. */
export interface Import {
  readonly actor: Actor;
  /** True when nothing may be written. */
  readonly isTrial: boolean;
}

type ImportContract = ReturnType<typeof importRoute>;

/** Mounts the door of one list; `open` is asked once a file. */
export function mountImport<Schema extends z.ZodType>(
  app: Express,
  contract: ImportContract,
  list: ImportedList<Schema>,
  open: (file: Import) => KeepBatch<z.output<Schema>>,
): void {
  mount(app, contract, async ({ actor, query, request }) => {
    const isTrial = query.dryRun === true;
    const report = await importFile(bytesOf(request), { list, query, keep: open({ actor, isTrial }) });
    return { status: 200, body: report };
  });
}

/** The body as it arrives. The request is left open, so that it can be answered. */
async function* bytesOf(request: Request): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxImportBytes) throw tooLarge(maxImportBytes);
    yield bytes;
  }
}

interface FileImport<Schema extends z.ZodType> {
  readonly list: ImportedList<Schema>;
  readonly query: ImportQuery;
  readonly keep: KeepBatch<z.output<Schema>>;
}

interface WaitingRow<Row> {
  readonly line: number;
  readonly key: string;
  readonly row: Row;
}

/**
 * What became of the rows of a file.
 * @throws ProblemError `import.unreadable` when not even its head can be read
 */
export async function importFile<Schema extends z.ZodType>(
  bytes: AsyncIterable<Uint8Array>,
  { list, query, keep }: FileImport<Schema>,
): Promise<ImportReport> {
  const table = await readTable(bytes).catch(unreadable);
  const places = query.columns === undefined ? placesOf(list.columns, table.head) : said(list, query.columns);
  const tally = createTally(list);
  const seen = createMemory(list.once);
  const batches = createBatches(keep, tally.outcome);
  const unread = await readOn(table.lines, async (line) => {
    const given = givenCells(list.columns, places, line.cells);
    const key = given[0]?.cell ?? '';
    const checked = checkRow(given, list.row);
    const twice = tooMany(line, table.head.length) ?? seen.mistakeOf(line.line, given);
    if (twice !== null) tally.refused(line.line, key, [twice]);
    else if (!checked.ok) tally.refused(line.line, key, checked.mistakes);
    else await batches.add({ line: line.line, key, row: checked.row });
  });
  await batches.end();
  return tally.report({ dryRun: query.dryRun === true, columns: columnsOf(list, table.head, places), unread });
}

/** Keeps rows batch by batch, and those that wait for others after these, as long as more of them can be kept. */
function createBatches<Row>(keep: KeepBatch<Row>, tell: (row: WaitingRow<Row>, outcome: RowOutcome) => void) {
  const batch: WaitingRow<Row>[] = [];
  const waiting: WaitingRow<Row>[] = [];
  const flush = async (isLast: boolean) => {
    const rows = batch.splice(0);
    const outcomes =
      rows.length === 0
        ? []
        : await keep(
            rows.map(({ row }) => row),
            { isLast },
          );
    for (const [index, row] of rows.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) throw new Error('A row of the batch has no outcome');
      if (outcome !== 'later') tell(row, outcome);
      else if (isLast) throw new Error('A row waits although nothing more comes');
      else waiting.push(row);
    }
  };
  const add = async (row: WaitingRow<Row>, isLast = false) => {
    batch.push(row);
    if (batch.length >= batchSize) await flush(isLast);
  };
  return {
    add: async (row: WaitingRow<Row>) => add(row),
    async end() {
      await flush(false);
      for (let before = Number.POSITIVE_INFINITY; waiting.length > 0;) {
        const rows = waiting.splice(0);
        const isLast = rows.length === before;
        before = rows.length;
        for (const row of rows) await add(row, isLast);
        await flush(isLast);
      }
    },
  };
}

function unreadable(thrown: unknown): never {
  if (!(thrown instanceof CsvFault)) throw thrown;
  throw new ProblemError('import.unreadable', { detail: thrown.message });
}

/** The places of the columns that the caller names in their order. */
function said({ columns }: ImportedList, names: string): ColumnPlaces {
  const places = new Map<string, number>();
  for (const [index, name] of names
    .split(',')
    .map((each) => each.trim())
    .entries()) {
    if (name === '') continue;
    if (!columns.some(({ at }) => at === name)) {
      const values = { name, columns: columns.map(({ at }) => at).join(', ') };
      const errors = [{ pointer: '#/query/columns', message: message('import.unknown-column', values) }];
      throw new ProblemError('request.invalid', { errors });
    }
    places.set(name, index);
  }
  return places;
}

function columnsOf({ columns }: ImportedList, head: readonly string[], places: ColumnPlaces) {
  return head.map((header, index) => ({
    header,
    holds: columns.find(({ at }) => places.get(at) === index)?.at ?? null,
  }));
}

/** Takes each line; gives where the file could not be read on, or null. */
async function readOn(lines: AsyncIterable<CsvLine>, take: (line: CsvLine) => Promise<void>) {
  try {
    for await (const line of lines) await take(line);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof CsvFault)) throw thrown;
    return { line: thrown.line, message: thrown.message };
  }
}

function tooMany({ cells }: CsvLine, columns: number): RowMistake | null {
  if (cells.length <= columns) return null;
  return { at: null, code: 'import.cells', message: message('import.cells.more', { columns }) };
}

/** Remembers what may stand in one row only. */
function createMemory(once: readonly (readonly string[])[]) {
  const rules = once.map((columns) => ({ columns, lines: new Map<string, number>() }));
  return {
    /** That an earlier row has it; remembers the row otherwise. What is empty may repeat. */
    mistakeOf(line: number, given: ReturnType<typeof givenCells>): RowMistake | null {
      let mistake: RowMistake | null = null;
      for (const { columns, lines } of rules) {
        const values = columns.map((at) => given.find(({ column }) => column.at === at)?.cell ?? '');
        if (values.every((value) => value === '')) continue;
        const key = columns.length === 1 ? (values[0] ?? '') : JSON.stringify(values);
        const before = lines.get(key);
        if (before === undefined) lines.set(key, line);
        else mistake ??= twiceMistake(columns, before);
      }
      return mistake;
    },
  };
}

function twiceMistake(columns: readonly string[], line: number): RowMistake {
  const at = columns.length === 1 ? (columns[0] ?? null) : null;
  return { at, code: 'import.twice', message: message('import.twice.at', { line }) };
}

/** Counts rows and keeps the first mistakes. */
function createTally({ columns }: ImportedList) {
  const counts = { rows: 0, created: 0, changed: 0, unchanged: 0, refused: 0 };
  const mistakes: ImportMistake[] = [];
  let all = 0;
  const nameOf = (at: string | null) => columns.find((column) => column.at === at)?.header ?? at;
  const refused = (line: number, key: string, found: readonly RowMistake[]) => {
    counts.rows += 1;
    counts.refused += 1;
    all += found.length;
    // Rows of a batch are refused after those that were never part of one: a few more are kept, to be put in order.
    if (mistakes.length >= mostMistakes + batchSize) return;
    for (const { at, code, message: words } of found) {
      mistakes.push({ line, key, column: nameOf(at), code, message: words });
    }
  };
  return {
    refused,
    outcome({ line, key }: WaitingRow<unknown>, outcome: RowOutcome) {
      if (typeof outcome === 'object') refused(line, key, [mistakeOf(outcome)]);
      else {
        counts.rows += 1;
        counts[outcome] += 1;
      }
    },
    report(more: Pick<ImportReport, 'dryRun' | 'columns' | 'unread'>): ImportReport {
      const listed = mistakes.toSorted((a, b) => a.line - b.line).slice(0, mostMistakes);
      return { ...counts, ...more, mistakes: listed, moreMistakes: all - listed.length };
    },
  };
}

function mistakeOf({ at, code, params }: RefusedRow): RowMistake {
  if (!isProblemCode(code)) throw new Error(`${code} is not in the catalogue of problems`);
  const { detail } = refusalProblem({ code, ...(params === undefined ? {} : { params }) }).options;
  const title = problems[code].title;
  return { at: at ?? null, code, message: detail === undefined ? `${title}.` : detail };
}
