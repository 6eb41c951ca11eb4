/** What a CSV file says, row by row, what becomes of its rows, and what is told about those that cannot be taken. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { ImportQuery } from '#contracts/http/import-route.ts';
import { categoryFile } from '#contracts/http/setup-import.ts';
import { byteOrderMark, csvRow } from '#domain/shared/csv.ts';
import { readTable } from '#platform/csv/read-table.ts';
import type { CsvLine } from '#platform/csv/read-table.ts';
import { importFile } from '#services/import-file.ts';
import { templateOf } from '#web/ui/csv-template.ts';

/** In pieces of so many bytes, as a network may cut them. */
async function* pieces(content: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

async function read(content: string | Uint8Array, size?: number) {
  const { head, lines } = await readTable(pieces(content, size));
  const all: CsvLine[] = [];
  for await (const line of lines) all.push(line);
  return { head, lines: all };
}

describe('A file', () => {
  test.each([
    ['commas', 'id,name\na,"x;y"\n', ['a', 'x;y']],
    ['semicolons', 'id;name\na;x,y\n', ['a', 'x,y']],
    ['a byte order mark and Windows line ends', '\uFEFFid,name\r\na,x\r\n', ['a', 'x']],
    ['quotes within quotes', 'id,name\na,"say ""hi"""', ['a', 'say "hi"']],
    ['letters of every language', 'id,name\na,Größe Ł 電梯\n', ['a', 'Größe Ł 電梯']],
  ])('is read with %s', async (_, content, cells) => {
    for (const size of [1, 7, 1_000]) {
      const { head, lines } = await read(content, size);
      expect(head).toEqual(['id', 'name']);
      expect(lines).toEqual([{ line: 2, cells }]);
    }
  });

  test('knows the line on which each row begins, whatever is empty or broken across lines', async () => {
    const { lines } = await read('id,name\r\na,"two\r\nlines"\r\n\r\n,\r\nb,x\r\nc,y');

    expect(lines).toEqual([
      { line: 2, cells: ['a', 'two\nlines'] },
      { line: 6, cells: ['b', 'x'] },
      { line: 7, cells: ['c', 'y'] },
    ]);
  });

  test.each([
    ['nothing in it', '', 'There is nothing in the file.'],
    ['an open quote', 'id,name\na,x\nb,"y\nc,z\n', 'A quotation mark on line 3 does not fit'],
    ['a quote inside a cell', 'id,name\na,x\nb,y"z\n', 'A quotation mark on line 3 does not fit'],
    ['another encoding', new Uint8Array([0x69, 0x64, 0x0a, 0xfc, 0x0a]), 'The file is not UTF-8.'],
  ])('is refused with %s', async (_, content, words) => {
    await expect(read(content)).rejects.toThrow(words);
  });

  test('reads back what was written', async () => {
    const cell = fc.string({ unit: 'grapheme' }).map((words) => words.replaceAll('\r', '').replaceAll('\u0000', ''));
    const harmless = cell.filter((words) => !/^[\t\n]|^\s*[=+\-@＝＋－＠]/.test(words));
    const rows = fc.integer({ min: 1, max: 4 }).chain((width) => {
      const row = fc.array(harmless, { minLength: width, maxLength: width });
      return fc.array(row.filter((cells) => cells.some((words) => words.trim() !== '')));
    });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 50 }), async (written, size) => {
        const head = (written[0] ?? ['']).map((_, index) => `column ${index}`);
        const { lines } = await read(byteOrderMark + [head, ...written].map(csvRow).join(''), size);
        expect(lines.map(({ cells }) => cells)).toEqual(written);
      }),
    );
  });
});

describe('A written row', () => {
  test.each(['=1+1', '+49 40', '-1+2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'])(
    'shows %j instead of carrying it out',
    (words) => {
      expect(csvRow([words]).replaceAll('"', '').startsWith(`'${words}`)).toBe(true);
    },
  );

  test('keeps numbers numbers, and words that only contain a sign as they are', () => {
    expect(csvRow([-12.5, 3, 'a=b', null, true])).toBe('-12.5,3,a=b,"",true\r\n');
  });
});

async function imported(content: string, query: ImportQuery = {}) {
  const kept: unknown[] = [];
  const keep = async (rows: readonly object[]) => {
    kept.push(...rows);
    return rows.map(() => 'created' as const);
  };
  return { report: await importFile(pieces(content), { list: categoryFile, query, keep }), kept };
}

describe('Rows', () => {
  test('of the template are what the contract takes', async () => {
    const { report, kept } = await imported(templateOf(categoryFile.columns));

    expect(report).toMatchObject({ rows: 1, created: 1, refused: 0, mistakes: [], unread: null });
    expect(kept).toEqual([
      { id: 'crane-hire', name: 'Crane hire', lineTypes: ['expense', 'item'], receiptRequired: false, active: true },
    ]);
  });

  test('are found by the names of their columns, in any order, whatever else there is', async () => {
    const { report, kept } = await imported('Colour;NAME;line-types;id\nred;Crane;expense|item;crane\n');

    expect(kept).toEqual([{ id: 'crane', name: 'Crane', lineTypes: ['expense', 'item'], active: true }]);
    expect(report.columns.map(({ holds }) => holds)).toEqual([null, 'name', 'lineTypes', 'id']);
  });

  test('are found where the caller says what the columns hold', async () => {
    const { kept } = await imported('a,b,c,d\nfee,red,crane,Crane\n', { columns: 'lineTypes,,id,name' });

    expect(kept).toEqual([{ id: 'crane', name: 'Crane', lineTypes: ['fee'], active: true }]);
    await expect(imported('a\nb\n', { columns: 'colour' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  test('tell line, column and what is wrong, and stop no other', async () => {
    const { report, kept } = await imported(
      [
        'Id,Name,Line types,Offered',
        'crane,Crane,gift,yes',
        'Not an id,Crane,fee,perhaps',
        ',Crane,fee,',
        `long,${'x'.repeat(121)},fee,no`,
        'wide,Crane,fee,no,more',
        'good,Crane,fee,no',
        'good,Crane again,fee,no',
        'open,"Crane',
      ].join('\n'),
    );

    expect(kept).toMatchObject([{ id: 'good' }]);
    expect(report).toMatchObject({ rows: 7, created: 1, refused: 6, moreMistakes: 0, unread: { line: 9 } });
    expect(report.mistakes.map(({ line, key, column, message }) => [line, key, column, message])).toEqual([
      [2, 'crane', 'Line types', 'Must be one of: hour, expense, item, fee.'],
      [3, 'Not an id', 'Id', 'This does not fit; it looks like: crane-hire.'],
      [3, 'Not an id', 'Offered', 'Must be yes or no.'],
      [4, '', 'Id', 'This is needed.'],
      [5, 'long', 'Name', 'At most 120 characters.'],
      [6, 'wide', null, 'The row has more cells than the head has columns (4).'],
      [8, 'good', 'Id', 'Line 7 has this already.'],
    ]);
  });
});
