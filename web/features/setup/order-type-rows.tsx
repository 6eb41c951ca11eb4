/** The lines and tasks that orders of a type begin with, as rows of its form. */
import { Checkbox, TextInput } from '@mantine/core';

import { lineTypes } from '#contracts/events/service-orders.ts';

import { CategorySelect } from '../../pickers/category-select.tsx';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ItemSelect } from '../../pickers/item-select.tsx';
import { FormRows } from '../../ui/form-rows.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { isLineType } from '../service-orders/line-draft.ts';
import { QuantityField } from '../service-orders/line-fields.tsx';
import { newTypeLine, newTypeTask } from './order-type-draft.ts';
import type { OrderTypeDraft, TypeLineRow, TypeTaskRow } from './order-type-draft.ts';
import type { FieldsProps } from './set-up-kind.ts';

type Form = FieldsProps<OrderTypeDraft>['form'];

export function TypeLines({ form: { draft, set, errorOf } }: { form: Form }) {
  const tasks = draft.tasks.filter(({ task }) => task !== '').map(({ task, name }) => ({ value: task, label: name }));
  return (
    <FormRows
      legend={text('orderTypes.lines')}
      rows={draft.lines}
      onChange={(lines) => set({ lines })}
      nameOf={(index) => text('orderTypes.line', { number: index + 1 })}
      adds={[{ label: text('orderTypes.addLine'), row: newTypeLine }]}
      fields={(row, index, change) => (
        <TypeLineFields {...{ row, change, tasks }} errorOf={(name) => errorOf(`lines/${index}/${name}`)} />
      )}
    />
  );
}

interface TypeLineProps {
  readonly row: TypeLineRow;
  readonly change: (part: Partial<TypeLineRow>) => void;
  readonly tasks: readonly { readonly value: string; readonly label: string }[];
  readonly errorOf: (name: string) => string | null;
}

function TypeLineFields({ row, change, tasks, errorOf }: TypeLineProps) {
  return (
    <>
      <ChoiceSelect
        label={text('line.type')}
        required
        choices={lineTypes.map((type) => ({ value: type, label: textOf('line.type', type) }))}
        value={row.type}
        onChange={(type) => isLineType(type) && change({ type, category: '', itemId: '' })}
      />
      <CategorySelect
        type={row.type}
        value={row.category}
        onChange={(category) => change({ category })}
        error={errorOf('category')}
      />
      {row.type === 'item' && (
        <ItemSelect required value={row.itemId} onChange={(itemId) => change({ itemId })} error={errorOf('itemId')} />
      )}
      <QuantityField
        label={text('line.planned')}
        value={row.plannedQuantity}
        onChange={(plannedQuantity) => change({ plannedQuantity })}
        error={errorOf('plannedQuantity')}
      />
      {tasks.length > 0 && (
        <ChoiceSelect
          label={text('orderTypes.task')}
          choices={tasks}
          value={row.task}
          onChange={(task) => change({ task })}
          error={errorOf('task')}
        />
      )}
      <TextInput
        label={text('line.description')}
        maxLength={4000}
        value={row.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <Checkbox
        label={text('line.chargeable')}
        checked={row.chargeable}
        onChange={(event) => change({ chargeable: event.currentTarget.checked })}
      />
    </>
  );
}

export function TypeTasks({ form: { draft, set, errorOf } }: { form: Form }) {
  return (
    <FormRows
      legend={text('orderTypes.tasks')}
      rows={draft.tasks}
      onChange={(tasks) => set({ tasks })}
      nameOf={(index) => text('orderTypes.taskRow', { number: index + 1 })}
      adds={[{ label: text('orderTypes.addTask'), row: newTypeTask }]}
      fields={(row, index, change) => (
        <TypeTaskFields {...{ row, change }} errorOf={(name) => errorOf(`tasks/${index}/${name}`)} />
      )}
    />
  );
}

interface TypeTaskProps {
  readonly row: TypeTaskRow;
  readonly change: (part: Partial<TypeTaskRow>) => void;
  readonly errorOf: (name: string) => string | null;
}

function TypeTaskFields({ row, change, errorOf }: TypeTaskProps) {
  const field = (name: 'task' | 'name' | 'internalNote' | 'customerNote', label: string, isRequired: boolean) => (
    <TextInput
      label={label}
      required={isRequired}
      value={row[name]}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      error={errorOf(name)}
    />
  );
  return (
    <>
      {field('task', text('orderTypes.taskCode'), true)}
      {field('name', text('orderTypes.taskName'), true)}
      {field('internalNote', text('orderTypes.internalNote'), false)}
      {field('customerNote', text('orderTypes.customerNote'), false)}
    </>
  );
}
