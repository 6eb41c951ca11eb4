/** Order types: which stages an order goes through, how urgent it is and how long it may take. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { orderTypeFile, setupImportRoutes } from '#contracts/http/setup-import.ts';
import { setupRoutes } from '#contracts/http/setup.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { usePriorities, useSlaPolicies, useStageModels } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { text } from '../../ui/texts.ts';
import { PriorityName, SlaPolicyName, StageModelName } from './names.tsx';
import { OfferedFields, offeredKind } from './offered-kind.tsx';
import { draftOfType, typeOfDraft } from './order-type-draft.ts';
import type { OrderTypeDraft } from './order-type-draft.ts';
import { TypeLines, TypeTasks } from './order-type-rows.tsx';
import type { FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

function OrderTypeFields({ form, isNew }: FieldsProps<OrderTypeDraft>) {
  const { draft, set, field, errorOf } = form;
  return (
    <OfferedFields form={form} name={field('name')} id={field('id')} isNew={isNew}>
      <ChoiceSelect
        label={text('orderTypes.stageModel')}
        required
        choices={useStageModels()}
        value={draft.stageModelId}
        onChange={(stageModelId) => set({ stageModelId })}
        error={errorOf('stageModelId')}
      />
      <ChoiceSelect
        label={text('orderTypes.priority')}
        description={text('orderTypes.priorityHelp')}
        required
        choices={usePriorities()}
        value={draft.priorityId}
        onChange={(priorityId) => set({ priorityId })}
        error={errorOf('priorityId')}
      />
      <ChoiceSelect
        label={text('orderTypes.slaPolicy')}
        description={text('orderTypes.slaPolicyHelp')}
        choices={useSlaPolicies()}
        value={draft.slaPolicyId ?? ''}
        onChange={(chosen) => set({ slaPolicyId: chosen === '' ? null : chosen })}
        error={errorOf('slaPolicyId')}
      />
      <TypeTasks form={form} />
      <TypeLines form={form} />
    </OfferedFields>
  );
}

const { listOrderTypes: list, putOrderType: put } = setupRoutes;

const orderTypes = offeredKind({
  of: 'order-type',
  title: text('orderTypes.title'),
  make: text('orderTypes.new'),
  route: put,
  useRows: (query) => useQuery({ ...queryOf(list, { query }), placeholderData: keepPreviousData }),
  columns: [
    { id: 'stageModel', label: text('orderTypes.stageModel'), cell: (row) => <StageModelName id={row.stageModelId} /> },
    { id: 'priority', label: text('orderTypes.priority'), cell: (row) => <PriorityName id={row.priorityId} /> },
    {
      id: 'slaPolicy',
      label: text('orderTypes.slaPolicy'),
      cell: (row) => row.slaPolicyId && <SlaPolicyName id={row.slaPolicyId} />,
    },
    {
      id: 'begins',
      label: text('orderTypes.begins'),
      cell: ({ lines = [], tasks = [] }) =>
        lines.length + tasks.length === 0
          ? text('none')
          : text('orderTypes.beginsWith', { lines: lines.length, tasks: tasks.length }),
    },
  ],
  draftOf: (row): OrderTypeDraft => draftOfType(row),
  sentOf: typeOfDraft,
  isWide: true,
  schema: z.object({ ...put.params.shape, ...put.body.shape }),
  put: ({ id, ...body }, headers) => call(put, { params: { id }, headers, body }),
  Fields: OrderTypeFields,
  imported: orderTypeFile,
  importedBy: setupImportRoutes.orderTypes,
});

export function OrderTypeListPage() {
  return <SetUpListPage kind={orderTypes} />;
}
