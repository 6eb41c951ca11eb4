/** A select over more than one would list: the API searches while somebody types. */
import { useState } from 'react';
import { Select } from '@mantine/core';
import type { SelectProps } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';

import type { Choice } from '../api/setup.ts';
import { text } from '../ui/texts.ts';

export interface PickerProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** Empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

interface SearchedSelectProps extends PickerProps {
  /** What the search found. */
  readonly found: readonly Choice[];
  /** What stands in the field, once it is known. */
  readonly chosen: Choice | undefined;
  /** Searches; for nothing typed, everything is found. */
  readonly onSearch: (search: string) => void;
}

const pauseMs = 200;

export function SearchedSelect(props: SearchedSelectProps) {
  const { found, chosen, onSearch, value, onChange, required, ...rest } = props;
  const [typed, setTyped] = useState('');
  const search = useDebouncedCallback(onSearch, pauseMs);
  const choices = new Map([...found, ...(chosen === undefined ? [] : [chosen])].map((one) => [one.value, one]));
  const type = (words: string) => {
    setTyped(words);
    // What stands in the field once something is chosen is its label, which is nothing to search for.
    search([...choices.values()].some(({ label }) => label === words) ? '' : words);
  };
  return (
    <Select
      data={[...choices.values()].map(({ value: id, label }) => ({ value: id, label }))}
      value={value === '' ? null : value}
      onChange={(id) => onChange(id ?? '')}
      searchable
      searchValue={typed}
      onSearchChange={type}
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
