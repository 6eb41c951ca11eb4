/** What cases are about, as a tree: where each category stands, and what a case of it begins with. */
import { Group, NumberInput, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { setupRoutes } from '#contracts/http/setup.ts';
import { withBelow } from '#domain/setup/case-category.ts';

import { call } from '../../api/client.ts';
import type { ReadBody } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { useAllCaseCategories, useCaseCategoryNames, usePriorities } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { StaffSelect } from '../../pickers/staff-select.tsx';
import { quantity } from '../../ui/format.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { nameAndIdColumns, offeredColumn } from './entry-parts.tsx';
import { PriorityName, UserName } from './names.tsx';
import { OfferedFields } from './offered-kind.tsx';
import { setUpKind } from './set-up-kind.ts';
import type { FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

const { listCaseCategories, putCaseCategory } = setupRoutes;

type CategoryRow = ReadBody<typeof setupRoutes.getCaseCategory>;

interface CategoryDraft {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly parentId: string;
  readonly ownerId: string;
  readonly priorityId: string;
  readonly stepText: string;
  readonly stepDays: number | string;
}

function CategoryFields({ form, isNew }: FieldsProps<CategoryDraft>) {
  const { draft, set, errorOf } = form;
  const all = useAllCaseCategories();
  const paths = useCaseCategoryNames();
  const below = new Set(withBelow(draft.id, all));
  const larger = all.filter(({ id, active }) => !below.has(id) && (active || id === draft.parentId));
  return (
    <OfferedFields form={form} name={form.field('name')} id={form.field('id')} isNew={isNew}>
      <ChoiceSelect
        label={text('caseCategories.parent')}
        description={text('caseCategories.parentHelp')}
        choices={larger.map(({ id, name }) => ({ value: id, label: paths.get(id) ?? name }))}
        value={draft.parentId}
        onChange={(parentId) => set({ parentId })}
        error={errorOf('parentId')}
      />
      <StaffSelect
        label={text('cases.column.owner')}
        description={text('caseCategories.defaultHelp')}
        value={draft.ownerId}
        onChange={(ownerId) => set({ ownerId })}
        error={errorOf('ownerId')}
      />
      <ChoiceSelect
        label={text('newOrder.priority')}
        choices={usePriorities()}
        value={draft.priorityId}
        onChange={(priorityId) => set({ priorityId })}
        error={errorOf('priorityId')}
      />
      <Group grow align="start">
        <TextInput
          label={text('caseCategories.stepText')}
          maxLength={500}
          {...form.field('stepText')}
          error={errorOf('firstStep/text')}
        />
        <NumberInput
          label={text('caseCategories.stepDays')}
          min={0}
          max={365}
          allowDecimal={false}
          value={draft.stepDays}
          onChange={(stepDays) => set({ stepDays })}
          error={errorOf('firstStep/withinDays')}
        />
      </Group>
    </OfferedFields>
  );
}

function sentOf({ id, name, active, parentId, ownerId, priorityId, stepText, stepDays }: CategoryDraft) {
  const step = stepText.trim() === '' && stepDays === '' ? undefined : { text: stepText, withinDays: stepDays };
  return {
    ...{ id, name, active, parentId: textOrNothing(parentId), ownerId: textOrNothing(ownerId) },
    ...{ priorityId: textOrNothing(priorityId), firstStep: step },
  };
}

function draftOf(row: CategoryRow | null): CategoryDraft {
  const { id = '', name = '', active = true, parentId = '', ownerId = '', priorityId = '', firstStep } = row ?? {};
  const step = { stepText: firstStep?.text ?? '', stepDays: firstStep?.withinDays ?? '' };
  return { id, name, active, parentId, ownerId, priorityId, ...step };
}

function Path({ id }: { id: string }) {
  return useCaseCategoryNames().get(id) ?? id;
}

const caseCategories = setUpKind({
  of: 'case-category',
  title: text('caseCategories.title'),
  make: text('caseCategories.new'),
  route: putCaseCategory,
  filters: { search: true, inactive: true },
  useRows: (query) => useQuery({ ...queryOf(listCaseCategories, { query }), placeholderData: keepPreviousData }),
  columns: [
    ...nameAndIdColumns<CategoryRow>(),
    {
      id: 'parent',
      label: text('caseCategories.parent'),
      cell: ({ parentId }) => (parentId === undefined ? null : <Path id={parentId} />),
    },
    {
      id: 'owner',
      label: text('cases.column.owner'),
      cell: ({ ownerId }) => (ownerId === undefined ? null : <UserName id={ownerId} />),
    },
    {
      id: 'priority',
      label: text('newOrder.priority'),
      cell: ({ priorityId }) => (priorityId === undefined ? null : <PriorityName id={priorityId} />),
    },
    {
      id: 'step',
      label: text('caseCategories.firstStep'),
      cell: ({ firstStep }) =>
        firstStep === undefined
          ? null
          : text('caseCategories.step', { what: firstStep.text, days: quantity(firstStep.withinDays) }),
    },
    offeredColumn<CategoryRow>(),
  ],
  nameOf: ({ name }) => name,
  draftOf,
  sentOf,
  schema: z.object({ ...putCaseCategory.params.shape, ...putCaseCategory.body.shape }),
  put: ({ id, ...body }, headers) => call(putCaseCategory, { params: { id }, headers, body }),
  Fields: CategoryFields,
});

export function CaseCategoryListPage() {
  return <SetUpListPage kind={caseCategories} />;
}
