/** What a visit on a day uses and how it is invoiced, as one table. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { Agreement, TypicalVisit } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';
import type { Money } from '#domain/shared/money.ts';

import { useItemNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { Badge } from '../../ui/badge.tsx';
import type { Tone } from '../../ui/badge.tsx';
import { money, quantity } from '../../ui/format.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';

type VisitLine = TypicalVisit['lines'][number];

export function AgreementVisit({ agreement: { agreementId } }: { agreement: Agreement }) {
  const [on, setOn] = useState('');
  const query = on === '' ? {} : { on };
  const read = useQuery({
    ...queryOf(agreementRoutes.typicalVisit, { params: { agreementId }, query }),
    placeholderData: keepPreviousData,
  });
  const visit = read.data;
  return (
    <Panel
      title={text('visitOf.title')}
      beside={
        <TextInput
          type="date"
          size="xs"
          label={text('visitOf.on')}
          value={on === '' ? (visit?.on ?? '') : on}
          onChange={(event) => setOn(event.currentTarget.value)}
        />
      }
    >
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {visit === undefined ? read.isPending && <Waiting /> : <Visit visit={visit} />}
    </Panel>
  );
}

const tones: Readonly<Record<VisitLine['lineProperty'], Tone>> = {
  covered: 'good',
  'in-part': 'info',
  charged: 'neutral',
};

function Visit({ visit: { refusal, lines, totals, unpriced } }: { visit: TypicalVisit }) {
  const categories = useCategoryNames();
  const { names: items, units } = useItemNames(lines.map(({ itemId }) => itemId));
  if (refusal !== null) return <Quiet>{text('visitOf.none', { why: refusal.text })}</Quiet>;
  if (lines.length === 0) return <Quiet>{text('visitOf.nothing')}</Quiet>;
  const amount = (of: Money | null) => (of === null ? text('none') : money(of));
  const columns: readonly Column<VisitLine>[] = [
    {
      id: 'what',
      label: text('line.column.what'),
      isTitle: true,
      cell: ({ itemId, category, description }) =>
        [items.get(itemId ?? '') ?? categories.get(category) ?? category, description].filter(Boolean).join(': '),
    },
    {
      id: 'quantity',
      label: text('invoice.quantity'),
      isNumber: true,
      cell: (line) => quantity(line.quantity, line.type === 'hour' ? 'h' : units.get(line.itemId ?? '')),
    },
    {
      id: 'how',
      label: text('visitOf.how'),
      cell: ({ lineProperty }) => <Badge tone={tones[lineProperty]}>{textOf('visitOf.how', lineProperty)}</Badge>,
    },
    { id: 'price', label: text('visitOf.price'), isNumber: true, cell: ({ price }) => amount(price) },
    { id: 'covered', label: text('visitOf.covered'), isNumber: true, cell: ({ covered }) => amount(covered) },
    { id: 'charged', label: text('visitOf.charged'), isNumber: true, cell: ({ charged }) => amount(charged) },
  ];
  return (
    <>
      <Table plain caption={text('visitOf.title')} columns={columns} rows={lines} keyOf={({ lineId }) => lineId} />
      {totals !== null && (
        <p>
          {text('visitOf.total', {
            price: money(totals.price),
            covered: money(totals.covered),
            charged: money(totals.charged),
          })}
        </p>
      )}
      {unpriced > 0 && <Quiet>{text('visitOf.unpriced', { count: unpriced })}</Quiet>}
    </>
  );
}
