/** The register of service tasks: what is done again and again, with the notes that agreements and orders begin with. */
import { Textarea } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { serviceTaskRoutes, type ServiceTask } from '#contracts/http/agreements-tasks.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { nameAndIdColumns, offeredColumn } from './entry-parts.tsx';
import { OfferedFields } from './offered-kind.tsx';
import { setUpKind, type FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

type TaskRow = ServiceTask & { readonly id: string };

interface TaskDraft {
  readonly id: string;
  readonly name: string;
  readonly internalNote: string;
  readonly customerNote: string;
  readonly active: boolean;
}

function TaskFields({ form, isNew }: FieldsProps<TaskDraft>) {
  const { draft, set, field, errorOf } = form;
  return (
    <OfferedFields form={form} name={field('name')} id={field('id')} isNew={isNew}>
      <Textarea
        label={text('serviceTasks.internalNote')}
        description={text('serviceTasks.internalNoteHelp')}
        maxLength={4000}
        autosize
        value={draft.internalNote}
        onChange={(event) => set({ internalNote: event.currentTarget.value })}
        error={errorOf('internalNote')}
      />
      <Textarea
        label={text('serviceTasks.customerNote')}
        description={text('serviceTasks.customerNoteHelp')}
        maxLength={4000}
        autosize
        value={draft.customerNote}
        onChange={(event) => set({ customerNote: event.currentTarget.value })}
        error={errorOf('customerNote')}
      />
    </OfferedFields>
  );
}

const { list, keep } = serviceTaskRoutes;

const serviceTasks = setUpKind({
  title: text('serviceTasks.title'),
  make: text('serviceTasks.new'),
  route: keep,
  filters: { search: true, inactive: true },
  useRows: (query) =>
    useQuery({
      ...queryOf(list, { query }),
      placeholderData: keepPreviousData,
      select: (page) => ({ ...page, items: page.items.map((row) => ({ ...row, id: row.code })) }),
    }),
  nameOf: ({ name }: TaskRow) => name,
  columns: [
    ...nameAndIdColumns<TaskRow>(),
    { id: 'customerNote', label: text('serviceTasks.customerNote'), cell: (row) => row.customerNote },
    offeredColumn<TaskRow>(),
  ],
  draftOf: (row: TaskRow | null): TaskDraft => ({
    ...{ id: row?.id ?? '', name: row?.name ?? '', active: row?.active ?? true },
    ...{ internalNote: row?.internalNote ?? '', customerNote: row?.customerNote ?? '' },
  }),
  sentOf: ({ internalNote, customerNote, ...rest }) => ({
    ...rest,
    ...{ internalNote: textOrNothing(internalNote) ?? null, customerNote: textOrNothing(customerNote) ?? null },
  }),
  schema: z.object({ id: keep.params.shape.code, ...keep.body.shape }),
  put: ({ id, ...body }, headers) => call(keep, { params: { code: id }, headers, body }),
  Fields: TaskFields,
});

export function ServiceTaskListPage() {
  return <SetUpListPage kind={serviceTasks} />;
}
