/** A time zone of the IANA database, as far as the browser knows it. */
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));

export function TimeZoneSelect({ value, ...rest }: Omit<ChoiceSelectProps, 'choices'>) {
  // Names change over the years, and the API may know one that this browser spells otherwise.
  const isListed = value === '' || zones.some((zone) => zone.value === value);
  const choices = isListed ? zones : [...zones, { value, label: value }];
  return <ChoiceSelect choices={choices} value={value} {...rest} />;
}
