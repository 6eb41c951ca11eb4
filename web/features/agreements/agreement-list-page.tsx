/** Agreements by number: what they are today, whose they are, of which group, and until when. */
import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import type { AgreementRow } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { useUserNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { StaffSelect } from '../../pickers/staff-select.tsx';
import { day } from '../../ui/format.ts';
import { Empty, Page, Waiting } from '../../ui/page.tsx';
import { Pages } from '../../ui/pages.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { ownDay } from '../../ui/zoned-time.ts';
import { AgreementDialog } from './agreement-dialog.tsx';
import { agreementShows, AgreementListSearch } from './agreement-list-search.ts';
import { AgreementStateBadge } from './agreement-state.tsx';
import { useAgreementGroups } from './groups.ts';

const pauseMs = 250;

export function AgreementListPage() {
  const { new: isCreating, ...search } = useSearch({ from: '/inside/agreements' });
  const navigate = useNavigate({ from: '/agreements' });
  const session = useSession();
  const page = useQuery({
    ...queryOf(agreementRoutes.list, { query: queryFrom(search) }),
    placeholderData: keepPreviousData,
  });
  const show = (changed: AgreementListSearch) =>
    void navigate({ search: { ...search, cursor: undefined, ...changed }, replace: true });
  const mayEnter = mayCall(session, agreementRoutes.create);
  return (
    <Page
      title={text('agreements.title')}
      beside={mayEnter && <Button onClick={() => show({ new: true })}>{text('agreements.new')}</Button>}
    >
      <Filters search={search} onChange={show} />
      <ProblemNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data !== undefined && <Agreements rows={page.data.items} />}
      <Pages
        isFirst={search.cursor === undefined}
        next={page.data?.nextCursor ?? undefined}
        onPage={(cursor) => show({ cursor })}
      />
      {mayEnter && isCreating === true && <AgreementDialog agreement={null} onClose={() => show({ new: undefined })} />}
    </Page>
  );
}

function queryFrom({ show = 'agreements', group, responsible, mine, search, customer, cursor }: AgreementListSearch) {
  return {
    limit: 50,
    template: show === 'templates',
    ...(show === 'running' ? { validOn: ownDay() } : {}),
    ...(group === undefined ? {} : { groupId: group }),
    ...(responsible === undefined ? {} : { responsibleId: responsible }),
    ...(mine === undefined ? {} : { mine }),
    ...(search === undefined ? {} : { search }),
    ...(customer === undefined ? {} : { customerId: customer }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

interface FiltersProps {
  readonly search: AgreementListSearch;
  readonly onChange: (changed: AgreementListSearch) => void;
}

function Filters({ search, onChange }: FiltersProps) {
  const type = useDebouncedCallback((typed: string) => onChange({ search: typed === '' ? undefined : typed }), pauseMs);
  return (
    <Group align="end">
      <TextInput
        type="search"
        label={text('list.search')}
        defaultValue={search.search ?? ''}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <NativeSelect
        label={text('agreements.show')}
        data={agreementShows.map((show) => ({ value: show, label: textOf('agreements.show', show) }))}
        value={search.show ?? 'agreements'}
        onChange={(event) =>
          onChange(AgreementListSearch.pick({ show: true }).parse({ show: event.currentTarget.value }))
        }
      />
      <ChoiceSelect
        label={text('agreements.group')}
        choices={useAgreementGroups()}
        value={search.group ?? ''}
        onChange={(group) => onChange({ group: group === '' ? undefined : group })}
      />
      <StaffSelect
        label={text('header.responsible')}
        value={search.responsible ?? ''}
        onChange={(responsible) => onChange({ responsible: responsible === '' ? undefined : responsible })}
      />
      <Checkbox
        label={text('agreements.mine')}
        checked={search.mine === true}
        onChange={(event) => onChange({ mine: event.currentTarget.checked ? true : undefined })}
      />
    </Group>
  );
}

function Agreements({ rows }: { rows: readonly AgreementRow[] }) {
  const groups = new Map(useAgreementGroups().map(({ value, label }) => [value, label]));
  const users = useUserNames(rows.map(({ responsibleId }) => responsibleId));
  if (rows.length === 0) return <Empty>{text('agreements.empty')}</Empty>;
  const columns: readonly Column<AgreementRow>[] = [
    {
      id: 'number',
      label: text('agreements.number'),
      isTitle: true,
      cell: ({ agreementId, number }) => (
        <Link to="/agreements/$agreementId" params={{ agreementId }}>
          {number}
        </Link>
      ),
    },
    { id: 'name', label: text('agreements.name'), cell: ({ name }) => name },
    {
      id: 'customer',
      label: text('agreements.customer'),
      cell: ({ customerName, customerNumber }) =>
        customerName === null ? text('agreements.nobodys') : `${customerName} (${customerNumber})`,
    },
    {
      id: 'group',
      label: text('agreements.group'),
      cell: ({ groupId, templateGroup }) =>
        templateGroup ?? (groupId === null ? null : (groups.get(groupId) ?? groupId)),
    },
    {
      id: 'responsible',
      label: text('orders.column.responsible'),
      cell: ({ responsibleId }) => users.get(responsibleId ?? '') ?? null,
    },
    { id: 'state', label: text('agreements.state'), cell: ({ state }) => <AgreementStateBadge state={state} /> },
    { id: 'from', label: text('agreements.from'), cell: ({ startsOn }) => day(startsOn) },
    {
      id: 'until',
      label: text('agreements.until'),
      cell: ({ endsOn }) => (endsOn === null ? text('agreements.open') : day(endsOn)),
    },
  ];
  return <Table caption={text('agreements.title')} columns={columns} rows={rows} keyOf={(row) => row.agreementId} />;
}
