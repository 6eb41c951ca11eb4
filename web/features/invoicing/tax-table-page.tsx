/** The tax table: codes with their dated rates, and what they are for. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import type { TaxTableView } from '#contracts/http/invoicing-schemas.ts';

import { useItemNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { Facts } from '../../ui/facts.tsx';
import { day, percent } from '../../ui/format.ts';
import { Page, Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { TaxTableDialog } from './tax-table-dialog.tsx';

export function TaxTablePage() {
  const session = useSession();
  const read = useQuery(queryOf(invoicingRoutes.getTaxTable, {}));
  const [isOpen, setOpen] = useState(false);
  const table = read.data;
  const mayChange = mayCall(session, invoicingRoutes.putTaxTable) && table !== undefined;
  return (
    <Page
      title={text('taxes.title')}
      beside={mayChange && <Button onClick={() => setOpen(true)}>{text('taxes.change')}</Button>}
    >
      {read.isPending && <Waiting />}
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {table !== undefined && (
        <>
          <Rates table={table} />
          <Assignments table={table} />
        </>
      )}
      {isOpen && table !== undefined && <TaxTableDialog table={table} onClose={() => setOpen(false)} />}
    </Page>
  );
}

type Rate = TaxTableView['rates'][number];
type Assignment = TaxTableView['assignments'][number];

const rateColumns: readonly Column<Rate>[] = [
  { id: 'code', label: text('taxes.code'), isTitle: true, cell: (rate) => <strong>{rate.taxCode}</strong> },
  { id: 'from', label: text('taxes.validFrom'), cell: (rate) => day(rate.validFrom) },
  { id: 'rate', label: text('taxes.percentShort'), isNumber: true, cell: (rate) => percent(rate.basisPoints) },
];

function Rates({ table }: { table: TaxTableView }) {
  return (
    <Panel title={text('taxes.rates')}>
      {table.rates.length === 0 ? (
        <Quiet>{text('taxes.noRates')}</Quiet>
      ) : (
        <Table
          plain
          caption={text('taxes.rates')}
          columns={rateColumns}
          rows={table.rates}
          keyOf={(rate) => `${rate.taxCode} ${rate.validFrom}`}
        />
      )}
      <Facts facts={[{ label: text('taxes.default'), value: table.defaultTaxCode ?? text('taxes.noDefault') }]} />
    </Panel>
  );
}

function Assignments({ table }: { table: TaxTableView }) {
  const categories = useCategoryNames();
  const { names: items } = useItemNames(table.assignments.map(({ itemId }) => itemId));
  const columns: readonly Column<Assignment>[] = [
    {
      id: 'for',
      label: text('taxes.for'),
      isTitle: true,
      cell: ({ itemId, category }) => (
        <strong>{items.get(itemId ?? '') ?? categories.get(category ?? '') ?? category}</strong>
      ),
    },
    { id: 'code', label: text('taxes.code'), cell: (assignment) => assignment.taxCode },
  ];
  return (
    <Panel title={text('taxes.assignments')}>
      {table.assignments.length === 0 ? (
        <Quiet>{text('taxes.noAssignments')}</Quiet>
      ) : (
        <Table
          plain
          caption={text('taxes.assignments')}
          columns={columns}
          rows={table.assignments}
          keyOf={({ itemId, category }) => itemId ?? category ?? ''}
        />
      )}
    </Panel>
  );
}
