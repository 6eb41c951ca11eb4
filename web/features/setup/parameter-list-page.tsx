/** Parameters: what a company decides once for all its orders. The product knows them all, and each has a default. */
import { NumberInput, Switch } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { setupRoutes } from '#contracts/http/setup.ts';
import { isParameterName, parameters } from '#domain/setup/parameters.ts';
import type { ParameterDefinition, ParameterReference, ParameterValue } from '#domain/setup/parameters.ts';

import { call } from '../../api/client.ts';
import type { ReadBody } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { useCalendars, useOrderTypes, usePriorities } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { quantity } from '../../ui/format.ts';
import { Quiet } from '../../ui/page.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { CalendarName, OrderTypeName, PriorityName } from './names.tsx';
import type { FieldsProps } from './set-up-kind.ts';
import { setUpKind } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

type Parameter = ReadBody<typeof setupRoutes.getParameter>;

interface ParameterDraft {
  readonly id: string;
  readonly value: ParameterValue;
}

function definitionOf(id: string): ParameterDefinition | undefined {
  return isParameterName(id) ? parameters[id] : undefined;
}

function ParameterFields({ form }: FieldsProps<ParameterDraft>) {
  const { draft, set, errorOf } = form;
  const definition = definitionOf(draft.id);
  return (
    <>
      <Quiet>{textOf('parameters.what', draft.id)}</Quiet>
      {definition?.kind === 'boolean' && (
        <Switch
          label={textOf('parameters.name', draft.id)}
          data-autofocus
          checked={draft.value === true}
          onChange={({ currentTarget }) => set({ value: currentTarget.checked })}
          error={errorOf('value')}
        />
      )}
      {definition?.kind === 'integer' && (
        <NumberInput
          label={textOf('parameters.name', draft.id)}
          description={text('parameters.range', {
            unit: textOf('parameters.unit', draft.id),
            least: quantity(definition.min),
            most: quantity(definition.max),
          })}
          required
          data-autofocus
          min={definition.min}
          max={definition.max}
          allowDecimal={false}
          thousandSeparator=","
          value={String(draft.value)}
          onChange={(value) => set({ value })}
          error={errorOf('value')}
        />
      )}
      {definition?.kind === 'reference' && <ReferenceField to={definition.to} form={form} />}
    </>
  );
}

function ReferenceField({ to, form }: { to: ParameterReference } & Pick<FieldsProps<ParameterDraft>, 'form'>) {
  const choices = { calendar: useCalendars(), 'order-type': useOrderTypes(), priority: usePriorities() };
  return (
    <ChoiceSelect
      label={textOf('parameters.name', form.draft.id)}
      required
      data-autofocus
      choices={choices[to]}
      value={String(form.draft.value)}
      onChange={(value) => form.set({ value })}
      error={form.errorOf('value')}
    />
  );
}

const namesTo = { calendar: CalendarName, 'order-type': OrderTypeName, priority: PriorityName } as const;

function Value({ parameter: { id, value } }: { parameter: Parameter }) {
  const definition = definitionOf(id);
  if (typeof value === 'boolean') return text(value ? 'yes' : 'no');
  if (typeof value === 'number') return quantity(value, textOf('parameters.unit', id));
  if (definition?.kind !== 'reference') return value;
  const Name = namesTo[definition.to];
  return <Name id={value} />;
}

const { listParameters: list, putParameter: put } = setupRoutes;

const installation = setUpKind({
  of: 'parameter',
  title: text('parameters.title'),
  make: null,
  route: put,
  filters: {},
  useRows: (query) => useQuery({ ...queryOf(list, { query }), placeholderData: keepPreviousData }),
  columns: [
    {
      id: 'name',
      label: text('list.name'),
      isTitle: true,
      cell: ({ id }: Parameter) => (
        <>
          <strong>{textOf('parameters.name', id)}</strong>
          <Quiet>{textOf('parameters.what', id)}</Quiet>
        </>
      ),
    },
    { id: 'value', label: text('parameters.value'), cell: (row) => <Value parameter={row} /> },
  ],
  nameOf: ({ id }) => textOf('parameters.name', id),
  draftOf: (row): ParameterDraft => row ?? { id: '', value: '' },
  // A number field holds words while it is empty or being typed.
  sentOf: ({ id, value }) => {
    const isNumber = definitionOf(id)?.kind === 'integer' && value !== '';
    return { id, value: isNumber ? Number(value) : value };
  },
  schema: z.object({ ...put.params.shape, ...put.body.shape }),
  put: ({ id, ...body }, headers) => call(put, { params: { id }, headers, body }),
  Fields: ParameterFields,
});

export function ParameterListPage() {
  return <SetUpListPage kind={installation} />;
}
