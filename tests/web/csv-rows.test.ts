/** What a CSV file says, row by row, and what is told about rows that cannot be sent. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { setupRoutes } from '#contracts/http/setup.ts';
import { checkRows, csvLimits, mappingOf, readTable, templateOf, writeTable } from '#web/ui/csv-rows.ts';
import type { CsvColumn } from '#web/ui/csv-rows.ts';

const bytes = (content: string) => new TextEncoder().encode(content);
const cellsOf = async (content: string) => (await readTable(bytes(content))).lines.map(({ cells }) => cells);

describe('A file', () => {
  test.each([
    ['commas', 'id,name\na,"x;y"\n', ['a', 'x;y']],
    ['semicolons', 'id;name\na;x,y\n', ['a', 'x,y']],
    ['a byte order mark and Windows line ends', '\uFEFFid,name\r\na,x\r\n', ['a', 'x']],
    ['quotes within quotes', 'id,name\na,"say ""hi"""', ['a', 'say "hi"']],
    ['letters of every language', 'id,name\na,Größe Ł 電梯\n', ['a', 'Größe Ł 電梯']],
  ])('is read with %s', async (_, content, cells) => {
    const { head, lines } = await readTable(bytes(content));

    expect(head).toEqual(['id', 'name']);
    expect(lines).toEqual([{ line: 2, cells }]);
  });

  test('knows the line on which each row begins, whatever is empty or broken across lines', async () => {
    const { lines } = await readTable(bytes('id,name\r\na,"two\r\nlines"\r\n\r\n,\r\nb,x\r\nc,y'));

    expect(lines).toEqual([
      { line: 2, cells: ['a', 'two\nlines'] },
      { line: 6, cells: ['b', 'x'] },
      { line: 7, cells: ['c', 'y'] },
    ]);
  });

  test.each([
    ['nothing in it', bytes(''), 'There is nothing in the file.'],
    ['an open quote', bytes('id,name\na,x\nb,"y\nc,z\n'), 'A quotation mark on line 3 does not fit'],
    ['a quote inside a cell', bytes('id,name\na,x\nb,y"z\n'), 'A quotation mark on line 3 does not fit'],
    ['another encoding', new Uint8Array([0x69, 0x64, 0x0a, 0xfc]), 'The file is not UTF-8.'],
    ['too many rows', bytes(`id\n${'a\n'.repeat(csvLimits.rows + 1)}`), 'The file has more than 5,000 rows.'],
    ['too many bytes', new Uint8Array(csvLimits.bytes + 1), 'The file is larger than 5 MB.'],
  ])('is refused with %s', async (_, content, words) => {
    await expect(readTable(content)).rejects.toThrow(words);
  });

  test('holds as many rows as are allowed', async () => {
    expect(await cellsOf(`id\n${'a\n'.repeat(csvLimits.rows)}`)).toHaveLength(csvLimits.rows);
  });

  test('reads back what was written', async () => {
    const cell = fc.string({ unit: 'grapheme' }).map((words) => words.replaceAll('\r', ''));
    const rows = fc.integer({ min: 1, max: 4 }).chain((width) => {
      const row = fc.array(cell, { minLength: width, maxLength: width });
      return fc.array(row.filter((cells) => cells.some((words) => words.trim() !== '')));
    });
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const head = (written[0] ?? ['']).map((_, index) => `column ${index}`);
        expect(await cellsOf(writeTable([head, ...written]))).toEqual(written);
      }),
    );
  });
});

const columns: readonly CsvColumn[] = [
  { at: 'id', label: 'Id', kind: 'text', example: 'crane-hire' },
  { at: 'name', label: 'Name', kind: 'text', example: 'Crane hire' },
  { at: 'lineTypes', label: 'Line types', kind: 'list', example: 'expense, item' },
  { at: 'active', label: 'Offered', kind: 'flag', example: 'yes', whenEmpty: true },
];
const schema = setupRoutes.putCategory.body.extend(setupRoutes.putCategory.params.shape);

async function checked(content: string) {
  const table = await readTable(bytes(content));
  return checkRows(table, { columns, schema, mapping: mappingOf(columns, table.head) });
}

describe('Rows', () => {
  test('of the template are what the contract takes', async () => {
    const { fit, mistakes } = await checked(templateOf(columns));

    expect(mistakes).toEqual([]);
    expect(fit).toEqual([
      {
        line: 2,
        key: 'crane-hire',
        row: { id: 'crane-hire', name: 'Crane hire', lineTypes: ['expense', 'item'], active: true },
      },
    ]);
  });

  test('are found by the names of their columns, in any order, whatever else there is', async () => {
    const { fit } = await checked('Colour;NAME;line-types;id\nred;Crane;expense|item;crane\n');

    expect(fit.map(({ row }) => row)).toEqual([
      { id: 'crane', name: 'Crane', lineTypes: ['expense', 'item'], active: true },
    ]);
  });

  test('tell line, column and what is wrong', async () => {
    const { fit, mistakes } = await checked(
      [
        'Id,Name,Line types,Offered',
        'crane,Crane,gift,yes',
        'Not an id,Crane,fee,perhaps',
        ',Crane,fee,',
        `long,${'x'.repeat(121)},fee,no`,
        'wide,Crane,fee,no,more',
        'good,Crane,fee,no',
        'good,Crane again,fee,no',
      ].join('\n'),
    );

    expect(fit.map(({ line }) => line)).toEqual([7]);
    expect(mistakes).toEqual([
      { line: 2, key: 'crane', column: 'Line types', what: 'Must be one of: hour, expense, item, fee.' },
      { line: 3, key: 'Not an id', column: 'Offered', what: 'Must be yes or no.' },
      { line: 3, key: 'Not an id', column: 'Id', what: 'This does not fit; it looks like: crane-hire.' },
      { line: 4, key: '', column: 'Id', what: 'This is needed.' },
      { line: 5, key: 'long', column: 'Name', what: 'At most 120 characters.' },
      { line: 6, key: 'wide', column: '', what: 'The row has more cells than the head has columns (4).' },
      { line: 8, key: 'good', column: 'Id', what: 'Line 7 has this already.' },
    ]);
  });

  test('may share their first cell where only other columns tell them apart', async () => {
    const columns = [{ at: 'kind', label: 'Kind', kind: 'text', example: 'price', mayRepeat: true }] as const;
    const table = await readTable(bytes('Kind\nprice\nprice\n'));
    const schema = z.strictObject({ kind: z.string() });

    expect(checkRows(table, { columns, mapping: { kind: 0 }, schema })).toMatchObject({
      fit: [{ line: 2 }, { line: 3 }],
      mistakes: [],
    });
  });
});
