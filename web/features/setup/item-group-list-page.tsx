/** Groups of items: what agreements treat alike. */
import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { itemGroupRoutes } from '#contracts/http/inventory-groups.ts';
import type { ItemGroup } from '#contracts/http/inventory-groups.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { text } from '../../ui/texts.ts';
import { nameAndIdColumns, offeredColumn } from './entry-parts.tsx';
import { OfferedFields } from './offered-kind.tsx';
import { setUpKind, type FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

type GroupRow = ItemGroup & { readonly id: string };

interface GroupDraft {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

function GroupFields({ form, isNew }: FieldsProps<GroupDraft>) {
  return (
    <OfferedFields form={form} name={form.field('name')} id={form.field('id')} isNew={isNew}>
      {null}
    </OfferedFields>
  );
}

const { list, keep } = itemGroupRoutes;

const itemGroups = setUpKind({
  title: text('itemGroups.title'),
  make: text('itemGroups.new'),
  route: keep,
  filters: {},
  useRows: () =>
    useQuery({
      ...queryOf(list, {}),
      select: ({ items }) => ({ items: items.map((row) => ({ ...row, id: row.groupId })) }),
    }),
  nameOf: ({ name }: GroupRow) => name,
  columns: [...nameAndIdColumns<GroupRow>(), offeredColumn<GroupRow>()],
  draftOf: (row: GroupRow | null): GroupDraft => ({
    ...{ id: row?.id ?? '', name: row?.name ?? '', active: row?.active ?? true },
  }),
  schema: z.object({ id: keep.params.shape.groupId, ...keep.body.shape }),
  put: ({ id, ...body }) => call(keep, { params: { groupId: id }, body }),
  Fields: GroupFields,
});

export function ItemGroupListPage() {
  return <SetUpListPage kind={itemGroups} />;
}
