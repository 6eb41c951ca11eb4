/** The doors through which lists come in from CSV files: what such a file holds, how it is sent, and what is reported of it. */
import * as z from 'zod';

import type { Area } from '../areas.ts';
import type { Role } from '../roles.ts';
import { route } from './route.ts';

/** A column that an import knows. */
export interface ImportColumn {
  /** Where its value goes in a row, such as `name` or `address/city`; also a name of the column in a file. */
  readonly at: string;
  /** The name that the template gives it. */
  readonly header: string;
  readonly kind: 'text' | 'number' | 'flag' | 'list';
  /** What the template shows; a list as `hour, item`. */
  readonly example: string;
  /** What an empty cell means; the row says nothing of it when absent. */
  readonly whenEmpty?: boolean | null;
}

/** What a file of one list holds. */
export interface ImportedList<Row extends z.ZodType = z.ZodType> {
  /** The first one is what a row is known by. */
  readonly columns: readonly ImportColumn[];
  readonly row: Row;
  /** Columns, by `at`, whose values together may stand in one row of a file only. */
  readonly once: readonly (readonly string[])[];
}

export const ImportQuery = z.strictObject({
  dryRun: z.boolean().optional().describe('true: nothing is written, the report says what would become of each row'),
  columns: z
    .string()
    .max(2_000)
    .optional()
    .describe(
      'What the columns of the file hold, in their order and with commas between, such as `externalId,,name`; found by the names in the head of the file when absent',
    ),
});

export type ImportQuery = z.infer<typeof ImportQuery>;

const ImportMistake = z
  .strictObject({
    line: z.int().min(1).describe('Where the row begins in the file; the head is on line 1'),
    key: z.string().describe('What the row is known by, as far as it says'),
    column: z.string().nullable().describe('The name of the column; null for the whole row'),
    code: z.string().describe('Of the catalogue of problems'),
    message: z.string(),
  })
  .meta({ id: 'ImportMistake', description: 'Why a row of a file was refused' });
export type ImportMistake = z.infer<typeof ImportMistake>;

/** So many mistakes are listed; more would not be read, and the first ones tell what to mend. */
export const mostMistakes = 1_000;

export const ImportReport = z
  .strictObject({
    dryRun: z.boolean(),
    rows: z.int().min(0),
    created: z.int().min(0),
    changed: z.int().min(0),
    unchanged: z.int().min(0),
    refused: z.int().min(0).describe('Rows, each with one mistake or more'),
    columns: z
      .array(z.strictObject({ header: z.string(), holds: z.string().nullable() }))
      .describe('The columns of the file in their order, and which known column each is'),
    mistakes: z.array(ImportMistake).max(mostMistakes).describe(`The first ${mostMistakes}, in the order of the file`),
    moreMistakes: z.int().min(0).describe('Those beyond them'),
    unread: z
      .strictObject({ line: z.int().min(1), message: z.string() })
      .nullable()
      .describe('From where on the file could not be read, and why; the rows before it are done'),
  })
  .meta({ id: 'ImportReport', description: 'What became of the rows of a file' });
export type ImportReport = z.infer<typeof ImportReport>;

/** The largest file in bytes. */
export const maxImportBytes = 20 * 1024 * 1024;

interface ImportDoor<Id extends string, Plural extends string> {
  readonly id: Id;
  readonly area: Area;
  /** As in the path, such as `order-types`. */
  readonly plural: Plural;
  readonly roles: readonly [Role, ...Role[]];
}

/** The door of one list. A row that is refused stops no other; the same file again changes nothing twice. */
export function importRoute<const Id extends string, const Plural extends string>(door: ImportDoor<Id, Plural>) {
  const { id, area, plural, roles } = door;
  return route({
    id,
    area,
    method: 'POST',
    path: `/v1/imports/${plural}`,
    summary: `Bring in ${plural.replaceAll('-', ' ')} from a CSV file`,
    description:
      'The body is the file, in UTF-8, with commas or semicolons and the names of its columns in the first row. Rows are taken in batches; one that is refused stops no other, and the same file again changes nothing twice.',
    roles,
    query: ImportQuery,
    raw: ['text/csv'],
    maxBytes: maxImportBytes,
    responses: { 200: { description: 'What became of the rows', schema: ImportReport } },
    problems: ['import.unreadable'],
  });
}

/** What a file holds, with the type of its rows. */
export function importedList<Row extends z.ZodType>(list: ImportedList<Row>): ImportedList<Row> {
  return list;
}
