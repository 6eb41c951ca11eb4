/** Working hours that single priorities have instead of those of all. */
import { Fieldset, NumberInput, SimpleGrid } from '@mantine/core';

import { usePriorities } from '../../api/setup.ts';
import { numberOrNothing } from '../../ui/text-or-nothing.ts';

/** By the priority's id; empty for one that has the hours of all. */
export type HoursOfPriorities = Readonly<Record<string, string | number>>;

const minutesAnHour = 60;

interface PriorityHoursProps {
  readonly legend: string;
  readonly value: HoursOfPriorities;
  readonly onChange: (value: HoursOfPriorities) => void;
}

export function PriorityHours({ legend, value, onChange }: PriorityHoursProps) {
  return (
    <Fieldset legend={legend}>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {usePriorities().map(({ value: id, label }) => (
          <NumberInput
            key={id}
            label={label}
            min={0}
            decimalScale={2}
            hideControls
            value={value[id] ?? ''}
            onChange={(hours) => onChange({ ...value, [id]: hours })}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}

/** The hours of a policy's minutes. */
export function hoursOf(minutes: Readonly<Record<string, number>> | undefined): HoursOfPriorities {
  return Object.fromEntries(Object.entries(minutes ?? {}).map(([id, each]) => [id, each / minutesAnHour]));
}

/** The minutes as they are sent; undefined where no priority has its own. */
export function minutesOf(hours: HoursOfPriorities): Readonly<Record<string, number>> | undefined {
  const given = Object.entries(hours).flatMap(([id, each]) => {
    const known = numberOrNothing(each);
    return known === undefined ? [] : [[id, Math.round(known * minutesAnHour)] as const];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
