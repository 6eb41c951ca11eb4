/** Categories: what an order's lines are about, by which prices and accounts are found. */
import { Checkbox } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { lineTypes } from '#contracts/events/service-orders.ts';
import { categoryFile, setupImportRoutes } from '#contracts/http/setup-import.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import type { CategoryData } from '#contracts/http/setup-schemas.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { text } from '../../ui/texts.ts';
import { WordsField, inWords } from './entry-parts.tsx';
import { OfferedFields, offeredKind } from './offered-kind.tsx';
import type { FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

type CategoryDraft = CategoryData & { readonly id: string };

function CategoryFields({ form, isNew }: FieldsProps<CategoryDraft>) {
  return (
    <OfferedFields form={form} name={form.field('name')} id={form.field('id')} isNew={isNew}>
      <WordsField
        label={text('categories.lineTypes')}
        words={lineTypes}
        prefix="line.type"
        value={form.draft.lineTypes}
        onChange={(types) => form.set({ lineTypes: [...types] })}
        error={form.errorOf('lineTypes')}
      />
      <Checkbox
        label={text('categories.receiptRequired')}
        description={text('categories.receiptRequiredHelp')}
        checked={form.draft.receiptRequired ?? false}
        onChange={(event) => form.set({ receiptRequired: event.currentTarget.checked })}
      />
    </OfferedFields>
  );
}

const { listCategories: list, putCategory: put } = setupRoutes;

const categories = offeredKind({
  of: 'category',
  title: text('categories.title'),
  make: text('categories.new'),
  route: put,
  useRows: (query) => useQuery({ ...queryOf(list, { query }), placeholderData: keepPreviousData }),
  columns: [
    {
      id: 'lineTypes',
      label: text('categories.lineTypes'),
      cell: (row) => inWords('line.type', row.lineTypes),
    },
    {
      id: 'receiptRequired',
      label: text('categories.receiptRequired'),
      cell: (row) => (row.receiptRequired === true ? text('yes') : null),
    },
  ],
  draftOf: (row): CategoryDraft => row ?? { id: '', name: '', lineTypes: [], active: true },
  schema: z.object({ ...put.params.shape, ...put.body.shape }),
  put: ({ id, ...body }, headers) => call(put, { params: { id }, headers, body }),
  Fields: CategoryFields,
  imported: categoryFile,
  importedBy: setupImportRoutes.categories,
});

export function CategoryListPage() {
  return <SetUpListPage kind={categories} />;
}
