/** Where the numbers of one series go on: other letters, or the number at which an earlier system ended. */
import { NumberInput, TextInput } from '@mantine/core';

import { NumberSeriesData, invoicingSeriesRoutes } from '#contracts/http/invoicing-series.ts';
import { technicianSeriesRoutes } from '#contracts/http/dispatch-series.ts';
import { itemSeriesRoutes } from '#contracts/http/inventory-series.ts';
import { SeriesPlace } from '#contracts/http/series-route.ts';
import { orderSeriesRoutes } from '#contracts/http/service-orders-series.ts';
import { invoiceNumber } from '#domain/invoicing/invoice.ts';
import type { SeriesName } from '#domain/service-orders/number-series.ts';
import type { NumberSeries } from '#domain/shared/number-series.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Quiet } from '../../ui/page.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { ChangesLink } from './changes-link.tsx';

/** One series as the page lists it. */
export interface ListedSeries extends NumberSeries {
  readonly name: SeriesName | 'technicians' | 'items' | 'invoices';
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
  const put = usePut(name, version, { onSuccess: onClose, onError: onRefused });
  const submit = () => {
    if (isFit(name === 'invoices' ? NumberSeriesData : SeriesPlace, draft)) put.send(draft);
  };
  return (
    <FormDialog
      title={text('numbers.changeOf', { name: textOf('numbers.of', name) })}
      submit={text('form.save')}
      isBusy={put.isPending}
      error={put.error}
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
      {version > 0 && <ChangesLink of="number-series" id={name} />}
    </FormDialog>
  );
}

interface Settle {
  readonly onSuccess: () => void;
  readonly onError: (error: Error) => void;
}

/** Each service keeps the series of what it numbers. */
function usePut(name: ListedSeries['name'], ifMatch: number, settle: Settle) {
  const invoices = useIntent(invoicingSeriesRoutes.put);
  const technicians = useIntent(technicianSeriesRoutes.put);
  const items = useIntent(itemSeriesRoutes.put);
  const others = useIntent(orderSeriesRoutes.put);
  const send = (body: NumberSeries) => {
    if (name === 'invoices') invoices.mutate({ ifMatch, body }, settle);
    else if (name === 'technicians') technicians.mutate({ ifMatch, body }, settle);
    else if (name === 'items') items.mutate({ ifMatch, body }, settle);
    else others.mutate({ params: { series: name }, ifMatch, body }, settle);
  };
  const all = [invoices, technicians, items, others];
  return {
    send,
    isPending: all.some(({ isPending }) => isPending),
    error: all.find(({ error }) => error !== null)?.error ?? null,
  };
}
