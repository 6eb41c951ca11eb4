/** One item out of many. */
import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { itemRoutes } from '#contracts/http/inventory.ts';
import type { Item } from '#contracts/http/inventory.ts';

import { queryOf } from '../api/queries.ts';
import type { Choice } from '../api/setup.ts';
import { text } from '../ui/texts.ts';
import { SearchedSelect } from './searched-select.tsx';
import type { PickerProps } from './searched-select.tsx';

const shown = 20;

export function ItemSelect(props: PickerProps) {
  const [search, setSearch] = useState('');
  const chosen = useQuery({
    ...queryOf(itemRoutes.read, { params: { itemId: props.value } }),
    enabled: props.value !== '',
  }).data;
  const query = { limit: shown, active: true, ...(search === '' ? {} : { search }) };
  const found = useQuery({ ...queryOf(itemRoutes.list, { query }), placeholderData: keepPreviousData }).data;
  return (
    <SearchedSelect
      label={text('line.item')}
      found={(found?.items ?? []).map(choiceOf)}
      chosen={chosen && choiceOf(chosen)}
      onSearch={setSearch}
      {...props}
    />
  );
}

function choiceOf({ itemId, number, name, unit }: Item): Choice {
  return { value: itemId, label: `${number} ${name} (${unit})` };
}
