/** Priorities: how urgent an order can be. */
import { NumberInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { priorityFile, setupImportRoutes } from '#contracts/http/setup-import.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import type { PriorityData } from '#contracts/http/setup-schemas.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { text } from '../../ui/texts.ts';
import { OfferedFields, offeredKind } from './offered-kind.tsx';
import type { FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

interface PriorityDraft extends Omit<PriorityData, 'rank'> {
  readonly id: string;
  /** Words while it is empty or being typed. */
  readonly rank: string | number;
}

function PriorityFields({ form, isNew }: FieldsProps<PriorityDraft>) {
  return (
    <OfferedFields form={form} name={form.field('name')} id={form.field('id')} isNew={isNew}>
      <NumberInput
        label={text('priorities.rank')}
        description={text('priorities.rankHelp')}
        required
        min={1}
        max={1000}
        allowDecimal={false}
        value={form.draft.rank}
        onChange={(rank) => form.set({ rank })}
        error={form.errorOf('rank')}
      />
    </OfferedFields>
  );
}

const { listPriorities: list, putPriority: put } = setupRoutes;

const priorities = offeredKind({
  of: 'priority',
  title: text('priorities.title'),
  make: text('priorities.new'),
  route: put,
  useRows: (query) => useQuery({ ...queryOf(list, { query }), placeholderData: keepPreviousData }),
  columns: [{ id: 'rank', label: text('priorities.rank'), isNumber: true, cell: (row) => row.rank }],
  draftOf: (row): PriorityDraft => row ?? { id: '', name: '', rank: '', active: true },
  schema: z.object({ ...put.params.shape, ...put.body.shape }),
  put: ({ id, ...body }, headers) => call(put, { params: { id }, headers, body }),
  Fields: PriorityFields,
  imported: priorityFile,
  importedBy: setupImportRoutes.priorities,
});

export function PriorityListPage() {
  return <SetUpListPage kind={priorities} />;
}
