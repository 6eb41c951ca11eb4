/** What technicians worked in a period, for whoever pays them. */
import { Button, Group, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { technicianHoursRoutes } from '#contracts/http/dispatch-hours.ts';
import type { TechnicianHours } from '#contracts/http/dispatch-hours.ts';
import { addressOf } from '#contracts/http/route.ts';

import { queryOf } from '../../api/queries.ts';
import { day } from '../../ui/format.ts';
import { useNow } from '../../ui/now.ts';
import { Empty, Page, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { HoursSearch, periodOf } from './hours-search.ts';

const columns: readonly Column<TechnicianHours>[] = [
  {
    id: 'technician',
    label: text('hours.technician'),
    isTitle: true,
    cell: ({ name, number }) => <strong>{`${name} (${number})`}</strong>,
  },
  { id: 'team', label: text('hours.team'), cell: ({ team }) => team },
  { id: 'day', label: text('hours.day'), cell: (row) => day(row.day) },
  { id: 'kind', label: text('hours.kind'), cell: ({ kind }) => textOf('hours.kind', kind) },
  { id: 'time', label: text('hours.time'), isNumber: true, cell: ({ minutes }) => timeOf(minutes) },
];

function timeOf(minutes: number): string {
  return text('hours.inWords', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

export function HoursPage() {
  const search = useSearch({ from: '/inside/set-up/hours' });
  const navigate = useNavigate({ from: '/set-up/hours' });
  const query = periodOf(search, new Date(useNow()));
  const read = useQuery({ ...queryOf(technicianHoursRoutes.list, { query }), placeholderData: keepPreviousData });
  const show = (part: HoursSearch) =>
    void navigate({ search: HoursSearch.parse({ ...query, ...part }), replace: true });
  const rows = read.data?.items ?? [];
  return (
    <Page
      title={text('hours.title')}
      beside={
        <Button variant="default" component="a" href={addressOf(technicianHoursRoutes.file, {}, query)} download>
          {text('csv.save')}
        </Button>
      }
    >
      <Group>
        <TextInput
          type="date"
          label={text('hours.from')}
          value={query.from}
          onChange={({ currentTarget }) => show({ from: currentTarget.value })}
        />
        <TextInput
          type="date"
          label={text('hours.to')}
          value={query.to}
          onChange={({ currentTarget }) => show({ to: currentTarget.value })}
        />
      </Group>
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {read.isPending && <Waiting />}
      {read.data !== undefined && rows.length === 0 && <Empty>{text('hours.none')}</Empty>}
      {rows.length > 0 && (
        <Table
          caption={text('hours.title')}
          columns={columns}
          rows={rows}
          keyOf={(row) => `${row.technicianId} ${row.day} ${row.kind}`}
        />
      )}
    </Page>
  );
}
