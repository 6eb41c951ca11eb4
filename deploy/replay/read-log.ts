/** Reads an event log row by row: what can be placed in a case, and what cannot, with its line. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

import { parse } from 'csv-parse';
import * as z from 'zod';

import { timeReader } from './instants.ts';
import { MappingError } from './mapping.ts';
import type { EventRule, Mapping } from './mapping.ts';

/** One event of the log. */
export interface LogRow {
  /** Counted from 1 behind the head; part of the keys of its commands. */
  readonly row: number;
  /** The line of the file on which it ends, for people. */
  readonly line: number;
  readonly case: string;
  readonly at: string;
  readonly values: Readonly<Record<string, string>>;
  /** Undefined where the mapping only has its word on other events. */
  readonly rule: EventRule | undefined;
}

/** A row that is left out, and why. */
export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

export interface EventLog {
  /** By case, in the order of their first rows; the rows of each by time, then by row. */
  readonly cases: ReadonlyMap<string, readonly LogRow[]>;
  readonly rows: number;
  readonly badRows: readonly BadRow[];
}

/** Reads a file. @throws MappingError when the file has not the columns of the mapping */
export function readLogFile(path: string, mapping: Mapping): Promise<EventLog> {
  return readLog(createReadStream(path, { encoding: mapping.csv?.encoding ?? 'utf8' }), mapping);
}

const Record = z.object({
  record: z.array(z.string()),
  info: z.object({ lines: z.number() }),
});

/** Reads a log from text. @throws MappingError when its head has not the columns of the mapping */
export async function readLog(input: Readable, mapping: Mapping): Promise<EventLog> {
  const parser = parse({
    ...{ bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
    ...{ skip_records_with_error: true, record_delimiter: ['\r\n', '\n'] },
    delimiter: mapping.csv?.delimiter ?? ',',
  });
  const cases = new Map<string, LogRow[]>();
  const badRows: BadRow[] = [];
  input.on('error', (error) => parser.destroy(error));
  parser.on('skip', (error) => badRows.push({ line: parser.info.lines, reason: error?.message ?? 'cannot be read' }));
  const rowOf = rowReader(mapping);
  let head: readonly string[] | undefined;
  let row = 0;
  for await (const piece of input.pipe(parser)) {
    const { record, info } = Record.parse(piece);
    if (head === undefined) {
      head = headOf(record, mapping);
      continue;
    }
    row += 1;
    const read = rowOf(head, record, { row, line: info.lines });
    if (read === 'ignored') continue;
    if ('reason' in read) badRows.push(read);
    else caseOf(cases, read.case).push(read);
  }
  if (head === undefined) throw new MappingError('The log is empty');
  for (const rows of cases.values()) rows.sort(byTime);
  return { cases, rows: row, badRows };
}

function caseOf(cases: Map<string, LogRow[]>, name: string): LogRow[] {
  const known = cases.get(name);
  if (known) return known;
  const rows: LogRow[] = [];
  cases.set(name, rows);
  return rows;
}

function byTime(a: LogRow, b: LogRow): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : a.row - b.row;
}

function headOf(record: readonly string[], { columns, events }: Mapping): readonly string[] {
  const head = record.map((name) => name.trim());
  const wanted = [...Object.values(columns), ...events.flatMap(({ where = {} }) => Object.keys(where))];
  const missing = [...new Set(wanted)].filter((name) => name !== undefined && !head.includes(name));
  if (missing.length === 0) return head;
  throw new MappingError(`The log has no column ${missing.join(', ')}; it has: ${head.join(', ')}`);
}

interface Place {
  readonly row: number;
  readonly line: number;
}

function rowReader(mapping: Mapping) {
  const { columns, otherEvents = 'refuse' } = mapping;
  const read = timeReader(mapping.time);
  return (head: readonly string[], record: readonly string[], { row, line }: Place): LogRow | BadRow | 'ignored' => {
    if (record.length !== head.length)
      return { line, reason: `has ${record.length} columns instead of ${head.length}` };
    const values = Object.fromEntries(head.map((name, index) => [name, record[index]?.trim() ?? '']));
    const name = values[columns.case] ?? '';
    if (name === '') return { line, reason: 'names no case' };
    const time = values[columns.time] ?? '';
    const at = read(time);
    if (at === undefined) return { line, reason: `has no time that can be read: "${time}"` };
    const rule = ruleFor(mapping, values);
    if (rule || otherEvents === 'note') return { row, line, case: name, at, values, rule };
    return otherEvents === 'ignore' ? 'ignored' : { line, reason: `has no rule: ${eventName(mapping, values)}` };
  };
}

/** The first rule that fits a row. */
export function ruleFor(mapping: Mapping, values: Readonly<Record<string, string>>): EventRule | undefined {
  const { activity, lifecycle } = mapping.columns;
  return mapping.events.find((rule) => {
    const conditions = { ...rule.where, [activity]: rule.activity };
    const isFitting = Object.entries(conditions).every(([column, wanted]) => has(wanted, values[column]));
    return isFitting && (rule.lifecycle === undefined || has(rule.lifecycle, values[lifecycle ?? '']));
  });
}

function has(wanted: string | readonly string[], value = ''): boolean {
  return typeof wanted === 'string' ? wanted === value : wanted.includes(value);
}

/** An event in words: `Test Repair (start)`. */
export function eventName({ columns }: Mapping, values: Readonly<Record<string, string>>): string {
  const lifecycle = values[columns.lifecycle ?? ''] ?? '';
  const activity = values[columns.activity] ?? '';
  return lifecycle === '' ? activity : `${activity} (${lifecycle})`;
}
