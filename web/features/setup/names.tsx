/** Names where an entry only has the id of another. */
import { useUserNames } from '../../api/names.ts';
import { useCalendars, useOrderTypeNames, usePriorityNames, useSlaPolicies, useStageModels } from '../../api/setup.ts';
import type { Choice } from '../../api/setup.ts';
import { text } from '../../ui/texts.ts';

interface NamedProps {
  readonly id: string;
}

export function CalendarName({ id }: NamedProps) {
  return labelOf(useCalendars(), id);
}

export function SlaPolicyName({ id }: NamedProps) {
  return labelOf(useSlaPolicies(), id);
}

export function StageModelName({ id }: NamedProps) {
  return labelOf(useStageModels(), id);
}

export function PriorityName({ id }: NamedProps) {
  return usePriorityNames().get(id) ?? id;
}

export function OrderTypeName({ id }: NamedProps) {
  return useOrderTypeNames().get(id) ?? id;
}

function labelOf(choices: readonly Choice[], id: string): string {
  return choices.find(({ value }) => value === id)?.label ?? id;
}

export function UserName({ id }: NamedProps) {
  return useUserNames([id]).get(id) ?? text('actor.unknown');
}
