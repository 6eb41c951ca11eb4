/** Words that go with a command into the timeline. */
import { Textarea } from '@mantine/core';

import { text } from '../../ui/texts.ts';

export function NoteField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Textarea
      label={text('form.note')}
      rows={2}
      maxLength={4000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
