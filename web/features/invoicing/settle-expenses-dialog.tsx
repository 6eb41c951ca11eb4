/** Several expenses are paid back under one reference, or that is taken back: to whom how much, and what became of each. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';

import type { PaidExpense } from '#contracts/http/service-orders-expenses.ts';

import { useTechnicianNames, type Names } from '../../api/names.ts';
import { useCurrency } from '../../api/setup.ts';
import { FormDialog, NoticeDialog } from '../../ui/dialog.tsx';
import { money, withReadableInstants } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { translationOf } from '../../ui/translation.ts';
import { useSettling, type Fate, type Fates, type Settling } from './settle-expenses.ts';

interface SettleExpensesDialogProps {
  readonly way: Settling;
  readonly expenses: readonly PaidExpense[];
  readonly onClose: () => void;
}

export function SettleExpensesDialog({ way, expenses, onClose }: SettleExpensesDialogProps) {
  const [reference, setReference] = useState('');
  const { fates, error, isBusy, begin } = useSettling(way, expenses);
  const currency = useCurrency() ?? 'EUR';
  const names = useTechnicianNames(expenses.map(({ technicianId }) => technicianId));
  const title = text(`expenses.${way}Many`, { count: expenses.length });
  const table = (
    <Table
      plain
      caption={title}
      columns={columnsOf(way, { fates, names, currency })}
      rows={expenses}
      keyOf={({ lineId }) => lineId}
    />
  );
  const close = () => (isBusy ? undefined : onClose());
  if (!isBusy && fates.size === expenses.length) {
    const done = [...fates.values()].filter((fate) => fate === 'done').length;
    return (
      <NoticeDialog title={title} isWide onClose={close}>
        <p role="status">{text(`expenses.${way}Over`, { done, count: expenses.length })}</p>
        {table}
      </NoticeDialog>
    );
  }
  return (
    <FormDialog
      title={title}
      submit={text(error === null ? `expenses.${way}` : 'expenses.goOn')}
      isBusy={isBusy}
      isWide
      error={error}
      onClose={close}
      onSubmit={() => void begin(textOrNothing(reference))}
    >
      <ul>
        {sumsOf(expenses).map(([technicianId, amount]) => (
          <li key={technicianId}>
            {text(`expenses.${way}Words`, {
              ...{ amount: money({ amount, currency }), name: names.get(technicianId) ?? text('loading') },
            })}
          </li>
        ))}
      </ul>
      {way === 'payBack' && (
        <TextInput
          label={text('expenses.reference')}
          description={text('expenses.referenceHelp')}
          maxLength={100}
          data-autofocus
          disabled={fates.size > 0 || error !== null}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      )}
      {table}
    </FormDialog>
  );
}

/** What each technician paid in all, in the order in which they come. */
function sumsOf(expenses: readonly PaidExpense[]): readonly (readonly [string, number])[] {
  return [...Map.groupBy(expenses, ({ technicianId }) => technicianId)].map(([technicianId, own]) => [
    technicianId,
    own.reduce((sum, { paidMinor }) => sum + paidMinor, 0),
  ]);
}

interface Shown {
  readonly fates: Fates;
  readonly names: Names;
  readonly currency: string;
}

function columnsOf(way: Settling, { fates, names, currency }: Shown): readonly Column<PaidExpense>[] {
  return [
    {
      id: 'line',
      label: text('expenses.column.order'),
      isTitle: true,
      cell: ({ number, lineNumber: line }) => text('expenses.lineOf', { number, line }),
    },
    {
      id: 'technician',
      label: text('expenses.technician'),
      cell: ({ technicianId }) => names.get(technicianId) ?? text('loading'),
    },
    {
      id: 'amount',
      label: text('expenses.column.amount'),
      isNumber: true,
      cell: ({ paidMinor }) => money({ amount: paidMinor, currency }),
    },
    { id: 'fate', label: text('expenses.fate'), cell: ({ lineId }) => fateWords(way, fates.get(lineId)) },
  ];
}

function fateWords(way: Settling, fate: Fate | undefined): string {
  if (fate === undefined) return text('expenses.fate.none');
  if (fate === 'done') return text(`expenses.fate.${way}`);
  const { code, title, detail } = fate;
  return translationOf(`problem.title.${code}`) ?? withReadableInstants(detail ?? title);
}
