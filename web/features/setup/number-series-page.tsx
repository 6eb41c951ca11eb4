/** Number series: the next number of everything that is numbered, and where numbers go on. */
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';

import { technicianSeriesRoutes } from '#contracts/http/dispatch-series.ts';
import { itemSeriesRoutes } from '#contracts/http/inventory-series.ts';
import { invoicingSeriesRoutes } from '#contracts/http/invoicing-series.ts';
import { orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { Page, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { ChangesLink } from './changes-link.tsx';
import { NumberSeriesDialog, numberOf } from './number-series-dialog.tsx';
import type { ListedSeries } from './number-series-dialog.tsx';

export function NumberSeriesPage() {
  const session = useSession();
  const invoices = useQuery({
    ...queryOf(invoicingSeriesRoutes.get, {}),
    enabled: mayCall(session, invoicingSeriesRoutes.get),
  });
  const others = useQuery(queryOf(orderSeriesRoutes.list, {}));
  const technicians = useQuery(queryOf(technicianSeriesRoutes.get, {}));
  const items = useQuery(queryOf(itemSeriesRoutes.get, {}));
  const asked = [others, invoices, technicians, items];
  const [changing, setChanging] = useState<ListedSeries | null>(null);
  const rows: readonly ListedSeries[] = [
    ...(invoices.data === undefined ? [] : [{ name: 'invoices' as const, ...invoices.data }]),
    ...(others.data?.items ?? []).map(({ series, ...rest }) => ({ name: series, ...rest })),
    ...(technicians.data === undefined ? [] : [{ name: 'technicians' as const, ...technicians.data }]),
    ...(items.data === undefined ? [] : [{ name: 'items' as const, ...items.data }]),
  ];
  const onChange = mayCall(session, orderSeriesRoutes.put) ? setChanging : null;
  return (
    <Page title={text('numbers.title')}>
      {asked.some(({ isLoading }) => isLoading) && <Waiting />}
      <ProblemNote
        error={asked.find(({ error }) => error !== null)?.error ?? null}
        onRetry={() => asked.filter(({ isError }) => isError).forEach(({ refetch }) => void refetch())}
      />
      {others.data !== undefined && (
        <Table caption={text('numbers.title')} columns={columnsOf(onChange)} rows={rows} keyOf={({ name }) => name} />
      )}
      <Quiet>{text('numbers.gapless')}</Quiet>
      <ChangesLink of="number-series" />
      {changing !== null && <NumberSeriesDialog series={changing} onClose={() => setChanging(null)} />}
    </Page>
  );
}

function columnsOf(onChange: ((series: ListedSeries) => void) | null): readonly Column<ListedSeries>[] {
  const facts: readonly Column<ListedSeries>[] = [
    { id: 'of', label: text('numbers.what.of'), isTitle: true, cell: ({ name }) => textOf('numbers.of', name) },
    { id: 'next', label: text('numbers.next'), cell: numberOf },
  ];
  if (onChange === null) return facts;
  return [
    ...facts,
    {
      id: 'change',
      label: text('list.change'),
      cell: (series) => <ChangeButton name={textOf('numbers.of', series.name)} onClick={() => onChange(series)} />,
    },
  ];
}
