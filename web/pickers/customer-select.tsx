/** One customer out of many: the API searches, so that thousands do no harm. */
import { useState } from 'react';
import { Select } from '@mantine/core';
import type { SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { customerRoutes } from '#contracts/http/customers.ts';
import type { Customer } from '#contracts/http/customer-schemas.ts';

import { queryOf } from '../api/queries.ts';
import { text } from '../ui/texts.ts';

interface CustomerSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** Empty for none. */
  readonly value: string;
  readonly onChange: (customerId: string) => void;
}

const pauseMs = 200;
const shown = 20;

export function CustomerSelect({ value, onChange, required, ...rest }: CustomerSelectProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, pauseMs);
  const chosen = useQuery({
    ...queryOf(customerRoutes.read, { params: { customerId: value } }),
    enabled: value !== '',
  }).data;
  // What stands in the field once something is chosen is its label, which is nothing to search for.
  const isLabel = chosen !== undefined && search === labelOf(chosen);
  const query = { limit: shown, active: true, ...(search === '' || isLabel ? {} : { search }) };
  const found = useQuery({ ...queryOf(customerRoutes.list, { query }), placeholderData: keepPreviousData }).data;
  const customers = new Map((found?.items ?? []).map((customer) => [customer.customerId, customer]));
  if (chosen !== undefined) customers.set(chosen.customerId, chosen);
  return (
    <Select
      data={[...customers.values()].map((customer) => ({ value: customer.customerId, label: labelOf(customer) }))}
      value={value === '' ? null : value}
      onChange={(id) => onChange(id ?? '')}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      clearable={required !== true}
      clearButtonProps={{ 'aria-label': text('signOff.clear') }}
      nothingFoundMessage={text('form.noneFound')}
      placeholder={text('form.search')}
      {...rest}
      {...(required === undefined ? {} : { required })}
    />
  );
}

function labelOf({ number, name }: Pick<Customer, 'number' | 'name'>): string {
  return `${name} (${number})`;
}
