/** A country by its name; what is kept is its ISO 3166-1 code. */
import { countryName, countryNames } from '../ui/region-names.ts';
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

const countries = countryNames().map(({ code, name }) => ({ value: code, label: name }));

export function CountrySelect({ value, ...rest }: Omit<ChoiceSelectProps, 'choices'>) {
  const isListed = value === '' || countries.some((country) => country.value === value);
  const choices = isListed ? countries : [...countries, { value, label: countryName(value) }];
  return <ChoiceSelect choices={choices} value={value} {...rest} />;
}
