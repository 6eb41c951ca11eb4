/** The rows of an imported file that were refused, and from where on it could not be read. */
import type { ImportMistake, ImportReport } from '#contracts/http/import-route.ts';

import { quantity } from './format.ts';
import { Quiet } from './page.tsx';
import { Table } from './table.tsx';
import type { Column } from './table.tsx';
import { text } from './texts.ts';

/** More would not be read, and the first ones tell what to mend. */
const shownMistakes = 100;

const columns: readonly Column<ImportMistake>[] = [
  { id: 'line', label: text('csv.line'), isNumber: true, cell: ({ line }) => line },
  { id: 'row', label: text('csv.row'), cell: ({ key }) => key || null },
  { id: 'column', label: text('csv.column'), cell: ({ column }) => column ?? text('csv.wholeRow') },
  { id: 'what', label: text('csv.what'), cell: ({ message }) => message },
];

export function CsvMistakes({ report: { mistakes, moreMistakes, unread } }: { readonly report: ImportReport }) {
  const shown = mistakes.slice(0, shownMistakes);
  const more = mistakes.length - shown.length + moreMistakes;
  return (
    <>
      {unread !== null && (
        <p role="alert">{text('csv.unread', { line: quantity(unread.line), why: unread.message })}</p>
      )}
      {shown.length > 0 && (
        <Table
          caption={text('csv.mistakes')}
          columns={columns}
          rows={shown}
          keyOf={({ line, column, code, message }) => `${line} ${column ?? ''} ${code} ${message}`}
        />
      )}
      {more > 0 && <Quiet>{text('csv.moreMistakes', { count: quantity(more) })}</Quiet>}
    </>
  );
}
