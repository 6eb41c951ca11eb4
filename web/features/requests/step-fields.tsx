/** The next step of a case: what, and by which day; both or none. */
import { Group, TextInput } from '@mantine/core';

import type { FieldErrors } from '../../ui/form-errors.ts';
import { text } from '../../ui/texts.ts';
import type { StepDraft } from './case-draft.ts';

interface StepFieldsProps {
  readonly draft: StepDraft;
  readonly onChange: (part: Partial<StepDraft>) => void;
  readonly errors: FieldErrors;
}

export function StepFields({ draft, onChange, errors }: StepFieldsProps) {
  return (
    <Group grow align="start">
      <TextInput
        label={text('cases.nextText')}
        maxLength={500}
        value={draft.stepText}
        onChange={(event) => onChange({ stepText: event.currentTarget.value })}
        error={errors.get('#/nextStep/text') ?? null}
      />
      <TextInput
        type="date"
        label={text('cases.nextOn')}
        value={draft.stepOn}
        onChange={(event) => onChange({ stepOn: event.currentTarget.value })}
        error={errors.get('#/nextStep/on') ?? null}
      />
    </Group>
  );
}
