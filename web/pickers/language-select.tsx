/** The language in which somebody is written to. */
import { languageName } from '../ui/region-names.ts';
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

const common = ['en', 'de', 'cs', 'da', 'es', 'fr', 'hu', 'it', 'nb', 'nl', 'pl', 'pt', 'sk', 'sl', 'sv'];

export function LanguageSelect({ value, ...rest }: Omit<ChoiceSelectProps, 'choices'>) {
  const codes = value === '' || common.includes(value) ? common : [...common, value];
  const choices = codes.map((code) => ({ value: code, label: languageName(code) }));
  return <ChoiceSelect choices={choices} value={value} {...rest} />;
}
