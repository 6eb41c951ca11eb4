/** The page of any list of the set-up, by the description of its kind. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';

import { mayCall, useSession } from '../../api/session.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { CsvImportButton } from '../../ui/csv-import.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { useListSearch } from '../../ui/use-list-search.ts';
import { EntryDialog } from './entry-dialog.tsx';
import type { Entry, SetUpKind } from './set-up-kind.ts';

const rowsAPage = 100;

interface SetUpListPageProps<Row extends Entry, Draft extends object, Sent> {
  readonly kind: SetUpKind<Row, Draft, Sent>;
  /** Stands below the list. */
  readonly children?: ReactNode;
}

export function SetUpListPage<Row extends Entry, Draft extends object, Sent>(
  props: SetUpListPageProps<Row, Draft, Sent>,
) {
  const { kind, children } = props;
  const { title, make, imported, nameOf } = kind;
  const session = useSession();
  const [search, onSearch] = useListSearch();
  const [open, setOpen] = useState<Row | 'new' | null>(null);
  const mayChange = mayCall(session, kind.route);
  const page = kind.useRows({
    limit: rowsAPage,
    ...(search.cursor === undefined ? {} : { cursor: search.cursor }),
    ...(search.search === undefined ? {} : { search: search.search }),
    ...(search.inactive === true ? {} : { active: true }),
  });
  const change: Column<Row> = {
    id: 'change',
    label: text('list.change'),
    cell: (row) => <ChangeButton name={nameOf(row)} onClick={() => setOpen(row)} />,
  };
  return (
    <ListPage
      title={title}
      beside={
        mayChange && (
          <Group gap="sm">
            {imported !== undefined && <CsvImportButton title={title} {...imported} />}
            {make !== null && <Button onClick={() => setOpen('new')}>{make}</Button>}
          </Group>
        )
      }
      page={page}
      columns={mayChange ? [...kind.columns, change] : kind.columns}
      keyOf={(row) => row.id}
      search={search}
      onSearch={onSearch}
      filters={kind.filters}
    >
      {children}
      {open !== null && <EntryDialog kind={kind} row={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </ListPage>
  );
}
