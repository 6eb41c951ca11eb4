/** Closing a case: its result for us, words for the customer. */
import { useState } from 'react';
import { Textarea } from '@mantine/core';

import { caseRoutes } from '#contracts/http/requests-cases.ts';
import type { Case } from '#contracts/http/requests-cases.ts';

import { useIntent } from '../../api/queries.ts';
import { useCaseResults } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { text } from '../../ui/texts.ts';

export function CloseCaseDialog({ found: { caseId, number }, onClose }: { found: Case; onClose: () => void }) {
  const [resultCode, setResultCode] = useState('');
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const close = useIntent(caseRoutes.close);
  const submit = () => {
    const body = { resultCode, note };
    const wrong = errorsOf(caseRoutes.close.body, body);
    setErrors(wrong);
    if (wrong.size === 0) close.mutate({ params: { caseId }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={text('cases.closeTitle', { number })}
      submit={text('cases.close')}
      isBusy={close.isPending}
      error={close.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <ChoiceSelect
        choices={useCaseResults()}
        label={text('cases.result')}
        required
        value={resultCode}
        onChange={setResultCode}
        error={errors.get('#/resultCode') ?? null}
      />
      <Textarea
        label={text('cases.closeNote')}
        required
        error={errors.get('#/note') ?? null}
        rows={3}
        maxLength={4000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
