/** A select over choices of the set-up: clearable where it may stay empty, searchable where it is long. */
import { Select } from '@mantine/core';
import type { SelectProps } from '@mantine/core';

import type { Choice } from '../api/setup.ts';
import { text } from '../ui/texts.ts';

export interface ChoiceSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  readonly choices: readonly Choice[];
  /** Empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const longFrom = 8;

export function ChoiceSelect({ choices, value, onChange, required, ...rest }: ChoiceSelectProps) {
  return (
    <Select
      data={choices.map(({ value: id, label }) => ({ value: id, label }))}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(chosen ?? '')}
      clearable={required !== true}
      searchable={choices.length >= longFrom}
      nothingFoundMessage={text('form.noneFound')}
      placeholder={text('form.choose')}
      clearButtonProps={{ 'aria-label': text('signOff.clear') }}
      {...rest}
      {...(required === undefined ? {} : { required })}
    />
  );
}
