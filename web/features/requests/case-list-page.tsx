/** Cases that are followed: whose they are, and what is done next by when. */
import { Button, Checkbox, Group, NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { caseRoutes } from '#contracts/http/requests-cases.ts';
import type { CaseRow } from '#contracts/http/requests-cases.ts';

import { useActorNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useCaseCategories, useCaseCategoryNames } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { Badge } from '../../ui/badge.tsx';
import { day, shortDateTime } from '../../ui/format.ts';
import { Empty, Page, Waiting } from '../../ui/page.tsx';
import { Pages } from '../../ui/pages.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text, textOf } from '../../ui/texts.ts';
import { CaseListSearch, caseShows } from './case-list-search.ts';
import { idOfUser, principalOf } from './case-owner.ts';
import { NewCaseDialog } from './new-case-dialog.tsx';

export function CaseListPage() {
  const { new: isCreating, customerId, requestId, orderId, ...search } = useSearch({ from: '/inside/cases' });
  const navigate = useNavigate({ from: '/cases' });
  const session = useSession();
  const { status = 'unclosed', category, mine, cursor } = search;
  const ownId = idOfUser(session.principal);
  const owner = mine === true && ownId !== null ? { ownerId: ownId } : {};
  const about = category === undefined ? {} : { category };
  const query = { status, ...owner, ...about, limit: 50, ...(cursor === undefined ? {} : { cursor }) };
  const page = useQuery({ ...queryOf(caseRoutes.list, { query }), placeholderData: keepPreviousData });
  const next = page.data?.nextCursor ?? undefined;
  const mayOpen = mayCall(session, caseRoutes.open);
  const creating = (isOpen: boolean) =>
    void navigate({ search: { ...search, new: isOpen ? true : undefined }, replace: true });
  return (
    <Page
      title={text('cases.title')}
      beside={mayOpen && <Button onClick={() => creating(true)}>{text('cases.new')}</Button>}
    >
      <Group align="end">
        <NativeSelect
          label={text('cases.show')}
          data={caseShows.map((show) => ({ value: show, label: textOf('cases.show', show) }))}
          value={status}
          onChange={(event) => {
            const chosen = CaseListSearch.parse({ status: event.currentTarget.value });
            void navigate({ search: { ...chosen, category, mine } });
          }}
        />
        <ChoiceSelect
          label={text('cases.column.category')}
          choices={useCaseCategories()}
          value={category ?? ''}
          onChange={(chosen) => void navigate({ search: { status, mine, category: textOrNothing(chosen) } })}
        />
        <Checkbox
          label={text('cases.mine')}
          checked={mine === true}
          onChange={(event) =>
            void navigate({ search: { status, category, mine: event.currentTarget.checked || undefined } })
          }
        />
      </Group>
      <ProblemNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data !== undefined && <Cases rows={page.data.items} />}
      <Pages
        isFirst={search.cursor === undefined}
        next={next}
        onPage={(to) => void navigate({ search: { ...search, cursor: to } })}
      />
      {mayOpen && isCreating === true && (
        <NewCaseDialog of={{ customerId, requestId, orderId }} onClose={() => creating(false)} />
      )}
    </Page>
  );
}

function Cases({ rows }: { rows: readonly CaseRow[] }) {
  const names = useActorNames(rows.flatMap(({ ownerId }) => principalOf(ownerId) ?? []));
  const categories = useCaseCategoryNames();
  if (rows.length === 0) return <Empty>{text('cases.empty')}</Empty>;
  const columns: readonly Column<CaseRow>[] = [
    {
      id: 'number',
      label: text('cases.column.number'),
      isTitle: true,
      cell: ({ caseId, number }) => (
        <Link to="/cases/$caseId" params={{ caseId }}>
          {number}
        </Link>
      ),
    },
    {
      id: 'customer',
      label: text('requests.column.customer'),
      cell: (row) => `${row.customerName} (${row.customerNumber})`,
    },
    { id: 'subject', label: text('requests.column.subject'), cell: (row) => row.subject },
    {
      id: 'category',
      label: text('cases.column.category'),
      cell: ({ category }) => categories.get(category) ?? category,
    },
    {
      id: 'owner',
      label: text('cases.column.owner'),
      cell: ({ ownerId }) => names.get(principalOf(ownerId) ?? '') ?? text('cases.nobody'),
    },
    { id: 'next', label: text('cases.column.next'), cell: (row) => <NextStep row={row} /> },
    { id: 'status', label: text('cases.column.status'), cell: (row) => textOf('cases.status', row.status) },
    { id: 'opened', label: text('cases.column.opened'), cell: (row) => shortDateTime(row.openedAt) },
  ];
  return <Table caption={text('cases.title')} columns={columns} rows={rows} keyOf={(row) => row.caseId} />;
}

/** What is done next, and by when; what should have been done stands out. */
export function NextStep({ row: { nextStep, isOverdue } }: { row: Pick<CaseRow, 'nextStep' | 'isOverdue'> }) {
  if (nextStep === null) return text('none');
  return (
    <>
      {day(nextStep.on)}: {nextStep.text} {isOverdue && <Badge tone="bad">{text('cases.overdue')}</Badge>}
    </>
  );
}
