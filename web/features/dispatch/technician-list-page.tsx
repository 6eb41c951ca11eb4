/** Technicians: who goes to the customers. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { dispatchImportRoutes as imports, technicianFile } from '#contracts/http/dispatch-import.ts';
import { technicianRoutes } from '#contracts/http/dispatch.ts';
import type { Technician } from '#contracts/http/dispatch.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { CsvImportButton } from '../../ui/csv-import.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { TechnicianDialog } from './technician-dialog.tsx';

const rowsAPage = 50;

export function TechnicianListPage() {
  const search = useSearch({ from: '/inside/set-up/technicians' });
  const navigate = useNavigate({ from: '/set-up/technicians' });
  const session = useSession();
  const [open, setOpen] = useState<Technician | 'new' | null>(null);
  const { inactive, ...found } = search;
  const query = { limit: rowsAPage, ...found, ...(inactive === true ? {} : { active: true }) };
  const page = useQuery({ ...queryOf(technicianRoutes.list, { query }), placeholderData: keepPreviousData });
  const mayChange = mayCall(session, technicianRoutes.change);
  return (
    <ListPage
      title={text('technicians.title')}
      beside={
        mayChange && (
          <Group gap="sm">
            <CsvImportButton title={text('technicians.title')} list={technicianFile} contract={imports.technicians} />
            <Button onClick={() => setOpen('new')}>{text('technicians.new')}</Button>
          </Group>
        )
      }
      page={page}
      columns={mayChange ? [...columns, changeColumn(setOpen)] : columns}
      keyOf={(row) => row.technicianId}
      search={search}
      onSearch={(changed) => void navigate({ search: changed, replace: true })}
      filters={{ search: true, inactive: true, inactiveLabel: text('technicians.inactive') }}
    >
      {open !== null && <TechnicianDialog technician={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </ListPage>
  );
}

const columns: readonly Column<Technician>[] = [
  { id: 'name', label: text('list.name'), isTitle: true, cell: (row) => <strong>{row.name}</strong> },
  { id: 'number', label: text('technicians.number'), cell: (row) => row.number },
  { id: 'team', label: text('technicians.team'), cell: (row) => row.team },
  { id: 'timeZone', label: text('technicians.timeZone'), cell: (row) => row.timeZone },
  { id: 'externalId', label: text('technicians.externalId'), cell: (row) => row.externalId },
  { id: 'active', label: text('technicians.active'), cell: (row) => text(row.active ? 'yes' : 'none') },
];

function changeColumn(onChange: (technician: Technician) => void): Column<Technician> {
  return {
    id: 'change',
    label: text('list.change'),
    cell: (row) => <ChangeButton name={row.name} onClick={() => onChange(row)} />,
  };
}
