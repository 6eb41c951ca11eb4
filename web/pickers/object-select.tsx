/** One of a customer's objects, and one of the parts of an object. */
import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { ServiceObject } from '#contracts/http/customer-schemas.ts';
import { objectRoutes } from '#contracts/http/objects.ts';

import { objectName, useObjects } from '../api/objects.ts';
import { queryOf } from '../api/queries.ts';
import type { Choice } from '../api/setup.ts';
import { text } from '../ui/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import { SearchedSelect } from './searched-select.tsx';
import type { PickerProps } from './searched-select.tsx';

interface ObjectSelectProps extends PickerProps {
  /** Empty until a customer is chosen. */
  readonly customerId: string;
  /** Which of the customer's objects there are to choose from; absent: all that are in use. */
  readonly only?: readonly string[] | undefined;
  /** One that is not offered. */
  readonly except?: string | undefined;
}

export function ObjectSelect({ only, ...rest }: ObjectSelectProps) {
  return only === undefined ? <SearchedObject {...rest} /> : <ObjectOf ids={only} {...rest} />;
}

const shown = 20;

function SearchedObject({ customerId, except, ...rest }: ObjectSelectProps) {
  const [search, setSearch] = useState('');
  const query = { customerId, active: true, limit: shown, ...(search === '' ? {} : { search }) };
  const found = useQuery({
    ...queryOf(objectRoutes.list, { query }),
    enabled: customerId !== '',
    placeholderData: keepPreviousData,
  }).data;
  const chosen = useObjects([rest.value]).get(rest.value);
  const items = (found?.items ?? []).filter(({ objectId }) => objectId !== except);
  const choiceOf = useChoices([...items, ...(chosen === undefined ? [] : [chosen])]);
  return (
    <SearchedSelect
      label={text('repair.object')}
      disabled={customerId === ''}
      found={items.map(choiceOf)}
      chosen={chosen && choiceOf(chosen)}
      onSearch={setSearch}
      {...rest}
    />
  );
}

function ObjectOf({
  ids,
  customerId: _,
  except: __,
  ...rest
}: ObjectSelectProps & { readonly ids: readonly string[] }) {
  const objects = [...useObjects(ids).values()];
  const choiceOf = useChoices(objects);
  return <ChoiceSelect label={text('repair.object')} choices={objects.map(choiceOf)} {...rest} />;
}

/** An object as a choice: with the one that it is part of, because doors and drives are called alike. */
function useChoices(objects: readonly ServiceObject[]): (object: ServiceObject) => Choice {
  const parents = useObjects(objects.map(({ parentObjectId }) => parentObjectId));
  return ({ objectId, name, number, parentObjectId }) => {
    const parent = parents.get(parentObjectId ?? '');
    const partOf = parent === undefined ? [] : [text('objects.partOfWhat', { what: objectName(parent) })];
    return { value: objectId, label: [`${name} (${number})`, ...partOf].join(' · ') };
  };
}

interface PartSelectProps {
  /** The object whose parts there are to choose from; empty for none. */
  readonly objectId: string;
  readonly onChange: (objectId: string) => void;
}

/** Leads from an object to one of its parts; nothing where it has none in use. */
export function PartSelect({ objectId, onChange }: PartSelectProps) {
  const { data } = useQuery({
    ...queryOf(objectRoutes.tree, { params: { objectId } }),
    enabled: objectId !== '',
  });
  const parts = (data?.below ?? []).filter(({ active }) => active);
  if (objectId === '' || parts.length === 0) return null;
  const choices = parts.map((part) => ({ value: part.objectId, label: `${part.name} (${part.number})` }));
  return (
    <ChoiceSelect
      label={text('object.choosePart')}
      choices={choices}
      value=""
      onChange={(part) => part !== '' && onChange(part)}
    />
  );
}
