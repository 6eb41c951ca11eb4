/** What became of each row of an imported file. */
import { Button, Group } from '@mantine/core';

import { Badge } from './badge.tsx';
import type { CsvMistake } from './csv-rows.ts';
import type { RowReport } from './csv-run.ts';
import { quantity } from './format.ts';
import { Table } from './table.tsx';
import type { Column } from './table.tsx';
import { text, textOf } from './texts.ts';

const tones = { new: 'good', changed: 'info', unchanged: 'neutral', refused: 'bad' } as const;

const columns: readonly Column<RowReport>[] = [
  { id: 'line', label: text('csv.line'), isNumber: true, cell: ({ line }) => line },
  { id: 'row', label: text('csv.row'), cell: ({ key }) => key || null },
  {
    id: 'outcome',
    label: text('csv.outcome'),
    cell: ({ outcome }) => <Badge tone={tones[outcome]}>{textOf('csv.outcome', outcome)}</Badge>,
  },
  { id: 'reason', label: text('csv.reason'), cell: ({ reason }) => reason || null },
];

interface CsvReportProps {
  readonly reports: readonly RowReport[];
  readonly notSent: number;
  /** Rows that were left out, told beside those that were sent. */
  readonly mistakes: readonly CsvMistake[];
  readonly onAgain: () => void;
}

export function CsvReport({ reports, notSent, mistakes, onAgain }: CsvReportProps) {
  const rows = [...reports, ...leftOut(mistakes)].toSorted((a, b) => a.line - b.line);
  const count = (outcome: RowReport['outcome']) => quantity(rows.filter((row) => row.outcome === outcome).length);
  const counts = {
    new: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  };
  return (
    <>
      <p role="status">{text('csv.counts', counts)}</p>
      {notSent > 0 && <p role="alert">{text('csv.notSent', { count: quantity(notSent) })}</p>}
      <Table caption={text('csv.report')} columns={columns} rows={rows} keyOf={({ line }) => String(line)} />
      <Group>
        <Button variant="default" onClick={onAgain}>
          {text('csv.again')}
        </Button>
      </Group>
    </>
  );
}

/** One entry for each row that was left out, with all that is wrong with it. */
function leftOut(mistakes: readonly CsvMistake[]): readonly RowReport[] {
  const reports = new Map<number, RowReport>();
  for (const { line, key, column, what } of mistakes) {
    const said = column === '' ? what : `${column}: ${what}`;
    const before = reports.get(line);
    reports.set(line, { line, key, outcome: 'refused', reason: before ? `${before.reason} ${said}` : said });
  }
  return [...reports.values()];
}
