/** Where the numbers of one series go on: other letters, or the number at which an earlier system ended. */
import { NumberInput, TextInput } from '@mantine/core';

import { NumberSeriesData, invoicingSeriesRoutes } from '#contracts/http/invoicing-series.ts';
import { OrderSeriesData, orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';
import { invoiceNumber } from '#domain/invoicing/invoice.ts';
import type { SeriesName } from '#domain/service-orders/number-series.ts';
import type { NumberSeries } from '#domain/shared/number-series.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Quiet } from '../../ui/page.tsx';
import { text, textOf } from '../../ui/texts.ts';

/** One series as the page lists it. */
export interface ListedSeries extends NumberSeries {
  readonly name: SeriesName | 'invoices';
  readonly version: number;
}

/** The number as documents bear it. */
export function numberOf({ name, prefix, nextNumber }: Omit<ListedSeries, 'version'>): string {
  return name === 'invoices' ? invoiceNumber(prefix, nextNumber) : `${prefix}${nextNumber}`;
}

interface NumberSeriesDialogProps {
  readonly series: ListedSeries;
  readonly onClose: () => void;
}

export function NumberSeriesDialog({ series, onClose }: NumberSeriesDialogProps) {
  const { name, prefix, nextNumber, version } = series;
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft({ prefix, nextNumber });
  const putInvoices = useIntent(invoicingSeriesRoutes.put);
  const putOthers = useIntent(orderSeriesRoutes.put);
  const settle = { onSuccess: onClose, onError: onRefused };
  const submit = () => {
    if (name === 'invoices') {
      if (isFit(NumberSeriesData, draft)) putInvoices.mutate({ ifMatch: version, body: draft }, settle);
    } else if (isFit(OrderSeriesData, draft)) {
      putOthers.mutate({ params: { series: name }, ifMatch: version, body: draft }, settle);
    }
  };
  return (
    <FormDialog
      title={text('numbers.changeOf', { name: textOf('numbers.of', name) })}
      submit={text('form.save')}
      isBusy={putInvoices.isPending || putOthers.isPending}
      error={putInvoices.error ?? putOthers.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={text('numbers.prefix')}
        description={text(name === 'invoices' ? 'numbers.prefixHelp' : 'numbers.plainPrefixHelp')}
        required
        data-autofocus
        maxLength={12}
        {...field('prefix')}
      />
      <NumberInput
        label={text('numbers.nextNumber')}
        description={text(name === 'invoices' ? 'numbers.gaplessHelp' : 'numbers.nextHelp')}
        required
        min={1}
        max={999_999_999}
        allowDecimal={false}
        value={draft.nextNumber}
        onChange={(value) => set({ nextNumber: Number(value) })}
        error={errorOf('nextNumber')}
      />
      <Quiet>{text('numbers.preview', { number: numberOf({ name, ...draft }) })}</Quiet>
    </FormDialog>
  );
}
