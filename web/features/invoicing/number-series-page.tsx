/** The numbers of invoices: the next one, and where they go on. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { invoicingSeriesRoutes } from '#contracts/http/invoicing-series.ts';
import { invoiceNumber } from '#domain/invoicing/invoice.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { Facts } from '../../ui/facts.tsx';
import { Page, Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { NumberSeriesDialog } from './number-series-dialog.tsx';

export function NumberSeriesPage() {
  const session = useSession();
  const read = useQuery(queryOf(invoicingSeriesRoutes.get, {}));
  const [isOpen, setOpen] = useState(false);
  const series = read.data;
  const mayChange = mayCall(session, invoicingSeriesRoutes.put) && series !== undefined;
  return (
    <Page
      title={text('numbers.title')}
      beside={mayChange && <Button onClick={() => setOpen(true)}>{text('list.change')}</Button>}
    >
      {read.isPending && <Waiting />}
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {series !== undefined && (
        <Panel title={text('numbers.next')}>
          <Facts facts={[{ label: text('numbers.next'), value: invoiceNumber(series.prefix, series.nextNumber) }]} />
          <Quiet>{text('numbers.gapless')}</Quiet>
        </Panel>
      )}
      {isOpen && series !== undefined && <NumberSeriesDialog series={series} onClose={() => setOpen(false)} />}
    </Page>
  );
}
