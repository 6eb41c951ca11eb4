/** The tables of the report on requests and cases. */
import type { ReactNode } from 'react';

import type { CaseReport, RequestReport } from '#contracts/http/reporting-inquiries.ts';

import { useCaseCategoryNames, useCaseResultNames } from '../../api/setup.ts';
import { Facts } from '../../ui/facts.tsx';
import { dateTime, day, percent, quantity } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';

const inPercent = (share: number | null) => (share === null ? text('none') : percent(Math.round(share * 10_000)));

export function ResponseFigures({ response }: { response: RequestReport['response'] }) {
  const { inTime, late, share, waiting, oldestWaiting } = response;
  return (
    <Panel title={text('report.response')}>
      <Facts
        facts={[
          { label: text('report.share'), value: inPercent(share) },
          { label: text('report.inTime'), value: quantity(inTime) },
          { label: text('report.late'), value: quantity(late) },
          { label: text('report.waiting'), value: quantity(waiting) },
          { label: text('report.oldestWaiting'), value: oldestWaiting === null ? null : dateTime(oldestWaiting) },
        ]}
      />
    </Panel>
  );
}

export function RequestFigures({ report: { requests, days } }: { report: RequestReport }) {
  const counts: readonly Column<RequestReport['requests'][number]>[] = [
    { id: 'status', label: text('report.status'), isTitle: true, cell: ({ status }) => textOf('request', status) },
    {
      id: 'channel',
      label: text('report.channel'),
      cell: ({ channel }) => (channel === null ? text('none') : textOf('requests.channel', channel)),
    },
    { id: 'count', label: text('report.count'), isNumber: true, cell: ({ count }) => count },
  ];
  const byDay: readonly Column<RequestReport['days'][number]>[] = [
    { id: 'day', label: text('report.day'), isTitle: true, cell: (row) => day(row.day) },
    { id: 'submitted', label: text('report.submitted'), isNumber: true, cell: ({ submitted }) => submitted },
    { id: 'decided', label: text('report.decided'), isNumber: true, cell: ({ decided }) => decided },
    { id: 'late', label: text('report.late'), isNumber: true, cell: ({ late }) => late },
  ];
  return (
    <>
      <Figures
        title={text('report.requests')}
        columns={counts}
        rows={requests}
        keyOf={({ status, channel }) => `${status}/${channel}`}
      />
      <Figures title={text('report.days')} columns={byDay} rows={days} keyOf={(row) => row.day} />
    </>
  );
}

export function CaseFigures({ report: { categories, results } }: { report: CaseReport }) {
  const categoryNames = useCaseCategoryNames();
  const resultNames = useCaseResultNames();
  const byCategory: readonly Column<CaseReport['categories'][number]>[] = [
    {
      id: 'category',
      label: text('cases.column.category'),
      isTitle: true,
      cell: ({ category }) => categoryNames.get(category) ?? category,
    },
    { id: 'count', label: text('report.count'), isNumber: true, cell: ({ count }) => count },
    { id: 'open', label: text('report.openCases'), isNumber: true, cell: ({ open }) => open },
    {
      id: 'oldest',
      label: text('report.oldestOpen'),
      cell: ({ oldestOpen }) => (oldestOpen === null ? text('none') : dateTime(oldestOpen)),
    },
  ];
  const byResult: readonly Column<CaseReport['results'][number]>[] = [
    {
      id: 'result',
      label: text('cases.result'),
      isTitle: true,
      cell: ({ result }) => resultNames.get(result) ?? result,
    },
    { id: 'count', label: text('report.count'), isNumber: true, cell: ({ count }) => count },
    { id: 'ratings', label: text('report.ratings'), isNumber: true, cell: ({ ratings }) => ratings },
    { id: 'rating', label: text('report.rating'), isNumber: true, cell: ({ rating }) => quantity(rating) },
  ];
  return (
    <>
      <Figures
        title={text('report.categories')}
        columns={byCategory}
        rows={categories}
        keyOf={({ category }) => category}
      />
      <Figures title={text('report.results')} columns={byResult} rows={results} keyOf={({ result }) => result} />
    </>
  );
}

interface RepeatProps {
  readonly ended: number;
  readonly repeated: number;
  readonly share: number | null;
  readonly days: number;
}

export function RepeatFigures({ ended, repeated, share, days }: RepeatProps) {
  return (
    <Panel title={text('report.repeats', { days })}>
      <Facts
        facts={[
          { label: text('report.ended'), value: quantity(ended) },
          { label: text('report.repeated'), value: quantity(repeated) },
          { label: text('report.repeatShare'), value: inPercent(share) },
        ]}
      />
    </Panel>
  );
}

interface FiguresProps<Row> {
  readonly title: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

function Figures<Row>({ title, columns, rows, keyOf }: FiguresProps<Row>): ReactNode {
  return (
    <Panel title={title}>
      {rows.length === 0 ? (
        <Quiet>{text('report.nothing')}</Quiet>
      ) : (
        <Table caption={title} columns={columns} rows={rows} keyOf={keyOf} />
      )}
    </Panel>
  );
}
