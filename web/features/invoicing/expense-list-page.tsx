/** Expenses that technicians paid: those to pay back, and those that were. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { fileRoutes } from '#contracts/http/files.ts';
import { addressOf } from '#contracts/http/route.ts';
import { expenseRoutes, type PaidExpense } from '#contracts/http/service-orders-expenses.ts';

import { useActorNames, useTechnicianNames } from '../../api/names.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { useCategoryNames, useCurrency } from '../../api/setup.ts';
import { choiceColumn } from '../../ui/choice-column.tsx';
import { dateTime, day, money } from '../../ui/format.ts';
import { Empty, Page, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { useSelection } from '../../ui/use-selection.ts';
import { ExpenseFilters } from './expense-filters.tsx';
import type { ExpenseListSearch } from './expense-list-search.ts';
import { PayBackDialog } from './pay-back-dialog.tsx';
import { SettleExpensesDialog } from './settle-expenses-dialog.tsx';
import type { Settling } from './settle-expenses.ts';

export function ExpenseListPage() {
  const { cursor, ...filter } = useSearch({ from: '/inside/expenses' });
  const navigate = useNavigate({ from: '/expenses' });
  const [paying, setPaying] = useState<PaidExpense | null>(null);
  const undo = useIntent(expenseRoutes.undo);
  const query = {
    ...filter,
    paidBack: filter.paidBack ?? false,
    ...(cursor === undefined ? {} : { cursor }),
    limit: 50,
  };
  const page = useQuery({ ...queryOf(expenseRoutes.list, { query }), placeholderData: keepPreviousData });
  const rows = page.data?.items ?? [];
  const columns = useColumns(rows, {
    onPay: setPaying,
    onUndo: ({ orderId, lineId }) => undo.mutate({ params: { orderId, lineId }, body: {} }),
  });
  const { cursor: _, limit: __, ...shown } = { cursor, ...query };
  return (
    <Page
      title={text('expenses.title')}
      beside={
        <Button variant="default" component="a" href={addressOf(expenseRoutes.export, undefined, shown)} download>
          {text('csv.save')}
        </Button>
      }
    >
      <ExpenseFilters search={filter} onChange={(search) => void navigate({ search, replace: true })} />
      <ProblemNote error={page.error ?? undo.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data?.items.length === 0 && <Empty>{text('expenses.empty')}</Empty>}
      <ChoosableExpenses way={query.paidBack ? 'undo' : 'payBack'} rows={rows} columns={columns} />
      <Pages filter={filter} isFirst={cursor === undefined} next={page.data?.nextCursor ?? null} />
      {paying !== null && <PayBackDialog expense={paying} onClose={() => setPaying(null)} />}
    </Page>
  );
}

interface ChoosableExpensesProps {
  readonly way: Settling;
  readonly rows: readonly PaidExpense[];
  readonly columns: readonly Column<PaidExpense>[];
}

/** The list with what can be done with those that are chosen; the dialog stays while the list empties under it. */
function ChoosableExpenses({ way, rows, columns }: ChoosableExpensesProps) {
  const keys = rows.map(({ lineId }) => lineId);
  const selection = useSelection(keys);
  const [settling, setSettling] = useState<
    (Pick<ChoosableExpensesProps, 'way'> & { readonly expenses: readonly PaidExpense[] }) | null
  >(null);
  const currency = useCurrency() ?? 'EUR';
  const expenses = rows.filter(({ lineId }) => selection.chosen.includes(lineId));
  const amount = expenses.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  const choice = choiceColumn<PaidExpense>(selection, {
    ...{ keys, keyOf: ({ lineId }) => lineId, allName: text('expenses.chooseAll') },
    nameOf: ({ number, lineNumber: line }) => text('expenses.choose', { number, line }),
  });
  return (
    <>
      {expenses.length > 0 && (
        <Group>
          <Button onClick={() => setSettling({ way, expenses })}>
            {text(`expenses.${way}Chosen`, { count: expenses.length, amount: money({ amount, currency }) })}
          </Button>
        </Group>
      )}
      {rows.length > 0 && (
        <Table
          caption={text('expenses.title')}
          columns={[choice, ...columns]}
          rows={rows}
          keyOf={({ lineId }) => lineId}
        />
      )}
      {settling !== null && <SettleExpensesDialog {...settling} onClose={() => setSettling(null)} />}
    </>
  );
}

interface PagesProps {
  readonly filter: ExpenseListSearch;
  readonly isFirst: boolean;
  readonly next: string | null;
}

function Pages({ filter, isFirst, next }: PagesProps) {
  const navigate = useNavigate({ from: '/expenses' });
  return (
    <Group gap="sm" justify="flex-end">
      {!isFirst && (
        <Button variant="default" onClick={() => void navigate({ search: filter })}>
          {text('expenses.first')}
        </Button>
      )}
      {next !== null && (
        <Button variant="default" onClick={() => void navigate({ search: { ...filter, cursor: next } })}>
          {text('expenses.next')}
        </Button>
      )}
    </Group>
  );
}

interface Acting {
  readonly onPay: (expense: PaidExpense) => void;
  readonly onUndo: (expense: PaidExpense) => void;
}

function useColumns(rows: readonly PaidExpense[], { onPay, onUndo }: Acting): readonly Column<PaidExpense>[] {
  const technicians = useTechnicianNames(rows.map(({ technicianId }) => technicianId));
  const actors = useActorNames(rows.flatMap(({ paidBack }) => paidBack?.by ?? []));
  const categories = useCategoryNames();
  const currency = useCurrency() ?? 'EUR';
  return [
    {
      id: 'order',
      label: text('expenses.column.order'),
      isTitle: true,
      cell: ({ orderId, number }) => (
        <Link to="/orders/$orderId" params={{ orderId }}>
          {number}
        </Link>
      ),
    },
    {
      id: 'what',
      label: text('expenses.column.what'),
      cell: ({ category, description, receiptFileId }) => (
        <span>
          {[categories.get(category) ?? category, description].filter(Boolean).join(' · ')}{' '}
          {receiptFileId !== null && (
            <a href={addressOf(fileRoutes.read, { fileId: receiptFileId })} target="_blank" rel="noreferrer">
              {text('expenses.receipt')}
            </a>
          )}
        </span>
      ),
    },
    { id: 'day', label: text('expenses.column.day'), cell: ({ workDate }) => day(workDate) },
    {
      id: 'technician',
      label: text('expenses.technician'),
      cell: ({ technicianId }) => technicians.get(technicianId) ?? text('loading'),
    },
    {
      id: 'amount',
      label: text('expenses.column.amount'),
      isNumber: true,
      cell: ({ paidMinor }) => money({ amount: paidMinor, currency }),
    },
    {
      id: 'state',
      label: text('expenses.column.state'),
      cell: ({ paidBack }) => paidBack && paidBackWords(paidBack, actors.get(paidBack.by)),
    },
    {
      id: 'actions',
      label: text('line.column.actions'),
      cell: (row) => <PayBackButton row={row} onClick={() => (row.paidBack === null ? onPay(row) : onUndo(row))} />,
    },
  ];
}

function paidBackWords({ at, reference }: NonNullable<PaidExpense['paidBack']>, who: string | undefined): string {
  const by = text('expenses.by', { when: dateTime(at), who: who ?? text('actor.unknown') });
  return [by, reference].filter(Boolean).join(' · ');
}

function PayBackButton({ row, onClick }: { row: PaidExpense; onClick: () => void }) {
  const { number, lineNumber: line, paidBack } = row;
  const name = paidBack === null ? ('payBack' as const) : ('undo' as const);
  return (
    <Button
      variant="default"
      size="compact-xs"
      aria-label={text(`expenses.${name}Of`, { number, line })}
      onClick={onClick}
    >
      {text(`expenses.${name}`)}
    </Button>
  );
}
