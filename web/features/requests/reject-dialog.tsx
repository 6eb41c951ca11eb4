/** Turning a request down: a reason for us, words for the customer. */
import { useState } from 'react';
import { Textarea } from '@mantine/core';

import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import type { ServiceRequest } from '#contracts/http/requests.ts';

import { useIntent } from '../../api/queries.ts';
import { ReasonSelect } from '../../pickers/reason-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { text } from '../../ui/texts.ts';

export function RejectDialog({ request, onClose }: { request: ServiceRequest; onClose: () => void }) {
  const [reasonCode, setReasonCode] = useState('');
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const reject = useIntent(serviceRequestRoutes.reject);
  const submit = () => {
    const body = { reasonCode, note };
    const wrong = errorsOf(serviceRequestRoutes.reject.body, body);
    setErrors(wrong);
    if (wrong.size > 0) return;
    reject.mutate({ params: { requestId: request.requestId }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={text('requests.rejectTitle', { number: request.number })}
      submit={text('requests.reject')}
      isDanger
      isBusy={reject.isPending}
      error={reject.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <p>
        {request.customerName}: {request.subject}
      </p>
      <ReasonSelect
        use="request-rejection"
        required
        value={reasonCode}
        onChange={setReasonCode}
        error={errors.get('#/reasonCode') ?? null}
      />
      <Textarea
        label={text('requests.rejectNote')}
        required
        rows={3}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={errors.get('#/note') ?? null}
      />
    </FormDialog>
  );
}
