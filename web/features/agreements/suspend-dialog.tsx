/** Suspending an agreement: from when until when, and why. */
import { TextInput } from '@mantine/core';

import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';

export function SuspendDialog({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const form = useDraft({ from: '', to: '', reason: '' });
  const suspend = useIntent(agreementRoutes.suspend);
  const submit = () => {
    const { from, to, reason } = form.draft;
    const body = { from, reason, to: textOrNothing(to) ?? null };
    if (!form.isFit(agreementRoutes.suspend.body, body)) return;
    const { agreementId, version: ifMatch } = agreement;
    suspend.mutate({ params: { agreementId }, ifMatch, body }, { onSuccess: onClose, onError: form.onRefused });
  };
  return (
    <FormDialog
      title={text('agreement.suspendTitle', { number: agreement.number })}
      submit={text('agreement.suspend')}
      isBusy={suspend.isPending}
      error={suspend.error}
      shownAtFields={form.errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput type="date" label={text('agreement.suspendFrom')} required data-autofocus {...form.field('from')} />
      <TextInput
        type="date"
        label={text('agreement.suspendTo')}
        description={text('agreement.suspendToHelp')}
        {...form.field('to')}
      />
      <TextInput label={text('agreement.suspendReason')} required maxLength={500} {...form.field('reason')} />
    </FormDialog>
  );
}
