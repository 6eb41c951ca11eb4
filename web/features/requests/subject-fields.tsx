/** What a request or a case is about: a line, and more words where they are needed. */
import { Textarea, TextInput } from '@mantine/core';

import type { FieldErrors } from '../../ui/form-errors.ts';
import { text } from '../../ui/texts.ts';

export interface SubjectDraft {
  readonly subject: string;
  readonly description: string;
}

interface SubjectFieldsProps {
  readonly draft: SubjectDraft;
  readonly onChange: (part: Partial<SubjectDraft>) => void;
  readonly errors: FieldErrors;
}

export function SubjectFields({ draft, onChange, errors }: SubjectFieldsProps) {
  return (
    <>
      <TextInput
        label={text('requests.subject')}
        required
        maxLength={200}
        value={draft.subject}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
        error={errors.get('#/subject') ?? null}
      />
      <Textarea
        label={text('requests.description')}
        rows={3}
        maxLength={4000}
        value={draft.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
        error={errors.get('#/description') ?? null}
      />
    </>
  );
}
