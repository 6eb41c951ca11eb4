/** Objects and tasks that an agreement or an order is related to: shown, and chosen in a dialog. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { serviceTaskRoutes } from '#contracts/http/agreements-tasks.ts';
import type { Agreement } from '#contracts/http/agreements-schemas.ts';

import { queryOf } from '../api/queries.ts';
import type { Choice } from '../api/setup.ts';
import { FormDialog } from '../ui/dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { FormRows } from '../ui/form-rows.tsx';
import { Quiet } from '../ui/page.tsx';
import { textOrNothing } from '../ui/text-or-nothing.ts';
import { text } from '../ui/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import { ObjectLines } from './object-lines.tsx';
import { ObjectSelect, PartSelect } from './object-select.tsx';

type Relations = Pick<Agreement, 'objects' | 'tasks'>;

export function RelationList({ relations: { objects, tasks } }: { relations: Relations }) {
  if (objects.length + tasks.length === 0) return <Quiet>{text('relations.none')}</Quiet>;
  return (
    <Facts
      facts={[
        { label: text('relations.objects'), value: objects.length === 0 ? null : <ObjectLines objects={objects} /> },
        ...tasks.map(({ name, internalNote, customerNote }) => ({
          label: name,
          value: [customerNote, internalNote].filter(Boolean).join(' · ') || text('none'),
        })),
      ]}
    />
  );
}

interface ObjectRow {
  readonly id: number;
  readonly objectId: string;
  readonly reference: string;
}

interface TaskRow {
  readonly id: number;
  readonly task: string;
  readonly name: string | undefined;
  readonly internalNote: string;
  readonly customerNote: string;
}

interface RelationsDialogProps {
  readonly relations: Relations;
  readonly customerId: string;
  readonly saving: { readonly isPending: boolean; readonly error: Error | null };
  readonly onClose: () => void;
  readonly onSave: (relations: ReturnType<typeof relationsOf>) => void;
}

/** Rows without an object or a task are left out. */
function relationsOf(objects: readonly ObjectRow[], tasks: readonly TaskRow[]) {
  const nothing = (value: string) => textOrNothing(value) ?? null;
  return {
    objects: objects
      .filter(({ objectId }) => objectId !== '')
      .map(({ objectId, reference }) => ({ objectId, reference: nothing(reference) })),
    tasks: tasks
      .filter(({ task }) => task !== '')
      .map(({ task, name, internalNote, customerNote }) => ({
        ...{ task, internalNote: nothing(internalNote), customerNote: nothing(customerNote) },
        ...(name === undefined ? {} : { name }),
      })),
  };
}

export function RelationsDialog({ relations, customerId, saving, onClose, onSave }: RelationsDialogProps) {
  const [objects, setObjects] = useState<readonly ObjectRow[]>(
    relations.objects.map(({ objectId, reference }, index) => ({
      id: index + 1,
      objectId,
      reference: reference ?? '',
    })),
  );
  const [tasks, setTasks] = useState<readonly TaskRow[]>(
    relations.tasks.map(({ internalNote, customerNote, ...task }, index) => ({
      ...{ ...task, id: index + 1, internalNote: internalNote ?? '', customerNote: customerNote ?? '' },
    })),
  );
  return (
    <FormDialog
      title={text('relations.change')}
      submit={text('form.save')}
      isBusy={saving.isPending}
      error={saving.error}
      isWide
      onClose={onClose}
      onSubmit={() => onSave(relationsOf(objects, tasks))}
    >
      {customerId !== '' && <ObjectRows customerId={customerId} rows={objects} onChange={setObjects} />}
      <TaskRows rows={tasks} onChange={setTasks} />
    </FormDialog>
  );
}

interface RowsProps<Row> {
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
}

function ObjectRows({ customerId, rows, onChange }: RowsProps<ObjectRow> & { customerId: string }) {
  return (
    <FormRows
      legend={text('relations.objects')}
      rows={rows}
      onChange={onChange}
      nameOf={(index) => text('relations.objectRow', { number: index + 1 })}
      adds={[{ label: text('relations.addObject'), row: (id) => ({ id, objectId: '', reference: '' }) }]}
      fields={(row, _, set) => (
        <>
          <ObjectSelect
            customerId={customerId}
            required
            value={row.objectId}
            onChange={(objectId) => set({ objectId })}
          />
          <PartSelect key={row.objectId} objectId={row.objectId} onChange={(objectId) => set({ objectId })} />
          <TextInput
            label={text('relations.reference')}
            maxLength={200}
            value={row.reference}
            onChange={(event) => set({ reference: event.currentTarget.value })}
          />
        </>
      )}
    />
  );
}

/** Tasks of the register that are offered, and those that are related already. */
function useTasks(rows: readonly TaskRow[]): readonly (Choice & Pick<TaskRow, 'internalNote' | 'customerNote'>)[] {
  const { data } = useQuery(queryOf(serviceTaskRoutes.list, { query: { active: true, limit: 200 } }));
  const offered = (data?.items ?? []).map(({ code, name, internalNote, customerNote }) => ({
    ...{ value: code, label: name, internalNote: internalNote ?? '', customerNote: customerNote ?? '' },
  }));
  const others = rows.filter(({ task }) => task !== '' && offered.every(({ value }) => value !== task));
  return [
    ...offered,
    ...others.map(({ task, name = task, internalNote, customerNote }) => ({
      ...{ value: task, label: name, internalNote, customerNote },
    })),
  ];
}

function TaskRows({ rows, onChange }: RowsProps<TaskRow>) {
  const choices = useTasks(rows);
  const empty = { task: '', name: undefined, internalNote: '', customerNote: '' };
  return (
    <FormRows
      legend={text('tasks.title')}
      rows={rows}
      onChange={onChange}
      nameOf={(index) => text('relations.taskRow', { number: index + 1 })}
      adds={[{ label: text('relations.addTask'), row: (id) => ({ id, ...empty }) }]}
      fields={(row, _, set) => (
        <>
          <ChoiceSelect
            label={text('agreement.task')}
            required
            choices={choices}
            value={row.task}
            onChange={(task) => {
              const {
                label: name,
                internalNote = '',
                customerNote = '',
              } = choices.find(({ value }) => value === task) ?? {};
              set({ task, name, internalNote, customerNote });
            }}
          />
          <TextInput
            label={text('serviceTasks.internalNote')}
            maxLength={4000}
            value={row.internalNote}
            onChange={(event) => set({ internalNote: event.currentTarget.value })}
          />
          <TextInput
            label={text('serviceTasks.customerNote')}
            maxLength={4000}
            value={row.customerNote}
            onChange={(event) => set({ customerNote: event.currentTarget.value })}
          />
        </>
      )}
    />
  );
}
