/** One customer out of many. */
import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { customerRoutes } from '#contracts/http/customers.ts';
import type { Customer } from '#contracts/http/customer-schemas.ts';

import { queryOf } from '../api/queries.ts';
import type { Choice } from '../api/setup.ts';
import { SearchedSelect } from './searched-select.tsx';
import type { PickerProps } from './searched-select.tsx';

const shown = 20;

export function CustomerSelect(props: PickerProps) {
  const [search, setSearch] = useState('');
  const chosen = useQuery({
    ...queryOf(customerRoutes.read, { params: { customerId: props.value } }),
    enabled: props.value !== '',
  }).data;
  const query = { limit: shown, active: true, ...(search === '' ? {} : { search }) };
  const found = useQuery({ ...queryOf(customerRoutes.list, { query }), placeholderData: keepPreviousData }).data;
  return (
    <SearchedSelect
      found={(found?.items ?? []).map(choiceOf)}
      chosen={chosen && choiceOf(chosen)}
      onSearch={setSearch}
      {...props}
    />
  );
}

function choiceOf({ customerId, number, name }: Customer): Choice {
  return { value: customerId, label: `${name} (${number})` };
}
