/** Where the numbers of invoices go on: other letters, or the number at which an earlier system ended. */
import { NumberInput, TextInput } from '@mantine/core';

import { NumberSeriesData, invoicingSeriesRoutes } from '#contracts/http/invoicing-series.ts';
import type { NumberSeriesView } from '#contracts/http/invoicing-series.ts';
import { invoiceNumber } from '#domain/invoicing/invoice.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Quiet } from '../../ui/page.tsx';
import { text } from '../../ui/texts.ts';

interface NumberSeriesDialogProps {
  readonly series: NumberSeriesView;
  readonly onClose: () => void;
}

export function NumberSeriesDialog({ series, onClose }: NumberSeriesDialogProps) {
  const { prefix, nextNumber } = series;
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft({ prefix, nextNumber });
  const put = useIntent(invoicingSeriesRoutes.put);
  const submit = () => {
    if (isFit(NumberSeriesData, draft))
      put.mutate({ ifMatch: series.version, body: draft }, { onSuccess: onClose, onError: onRefused });
  };
  return (
    <FormDialog
      title={text('numbers.change')}
      submit={text('form.save')}
      isBusy={put.isPending}
      error={put.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={text('numbers.prefix')}
        description={text('numbers.prefixHelp')}
        required
        data-autofocus
        maxLength={12}
        {...field('prefix')}
      />
      <NumberInput
        label={text('numbers.nextNumber')}
        description={text('numbers.nextHelp')}
        required
        min={1}
        max={999_999_999}
        allowDecimal={false}
        value={draft.nextNumber}
        onChange={(value) => set({ nextNumber: Number(value) })}
        error={errorOf('nextNumber')}
      />
      <Quiet>{text('numbers.preview', { number: invoiceNumber(draft.prefix, draft.nextNumber) })}</Quiet>
    </FormDialog>
  );
}
