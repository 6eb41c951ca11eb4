/** When the customer would like somebody to come, on this clock; nothing without a date. */
import { Group, TextInput } from '@mantine/core';

import type { FieldErrors } from '../../ui/form-errors.ts';
import { text } from '../../ui/texts.ts';
import { instantOf, localTimeAt, ownTimeZone } from '../../ui/zoned-time.ts';

export interface PreferredDraft {
  readonly preferredDate: string;
  readonly preferredTime: string;
}

interface PreferredFieldsProps {
  readonly draft: PreferredDraft;
  readonly onChange: (part: Partial<PreferredDraft>) => void;
  readonly errors: FieldErrors;
}

export function PreferredFields({ draft, onChange, errors }: PreferredFieldsProps) {
  return (
    <Group grow align="start">
      <TextInput
        type="date"
        label={text('header.preferredDate')}
        value={draft.preferredDate}
        onChange={(event) => onChange({ preferredDate: event.currentTarget.value })}
        error={errors.get('#/preferredAt') ?? null}
      />
      <TextInput
        type="time"
        label={text('header.preferredTime')}
        disabled={draft.preferredDate === ''}
        value={draft.preferredTime}
        onChange={(event) => onChange({ preferredTime: event.currentTarget.value })}
      />
    </Group>
  );
}

const usualTime = '09:00';

/** Null without a date; in the morning where no time is said. */
export function preferredInstant({ preferredDate: date, preferredTime }: PreferredDraft): string | null {
  const time = preferredTime === '' ? usualTime : preferredTime;
  return instantOf({ date, time }, ownTimeZone()) ?? null;
}

/** What the fields hold of an instant. */
export function preferredDraftOf(preferredAt: string | null): PreferredDraft {
  if (preferredAt === null) return { preferredDate: '', preferredTime: '' };
  const { date, time } = localTimeAt(preferredAt, ownTimeZone());
  return { preferredDate: date, preferredTime: time };
}
