/** A price or a cost, new or changed. */
import { TextInput } from '@mantine/core';

import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { PriceEntryData } from '#contracts/http/invoicing-schemas.ts';
import type { PriceEntryView } from '#contracts/http/invoicing-schemas.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Quiet } from '../../ui/page.tsx';
import { text } from '../../ui/texts.ts';
import { ownDay } from '../../ui/zoned-time.ts';
import { newPriceDraft, priceDraftOf, priceEntryOf } from './price-draft.ts';
import { PriceScopeFields } from './price-scope-fields.tsx';

interface PriceDialogProps {
  /** Null for a new one. */
  readonly entry: PriceEntryView | null;
  readonly title: string;
  readonly currency: string;
  readonly onClose: () => void;
}

export function PriceDialog({ entry, title, currency, onClose }: PriceDialogProps) {
  const initial = entry === null ? newPriceDraft(ownDay()) : priceDraftOf(entry);
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft(initial);
  const create = useIntent(invoicingRoutes.createPriceEntry);
  const put = useIntent(invoicingRoutes.putPriceEntry);
  const settle = { onSuccess: onClose, onError: onRefused };
  const submit = () => {
    const given = priceEntryOf(draft, currency);
    if (!isFit(PriceEntryData, given)) return;
    const body = PriceEntryData.parse(given);
    if (entry === null) return create.mutate({ body }, settle);
    const { priceEntryId, version } = entry;
    put.mutate({ params: { priceEntryId }, ifMatch: version, body }, settle);
  };
  return (
    <FormDialog
      title={title}
      submit={text('form.save')}
      isBusy={create.isPending || put.isPending}
      error={create.error ?? put.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      {entry !== null && <Quiet>{text('prices.changeHelp')}</Quiet>}
      <PriceScopeFields draft={draft} set={set} errorOf={errorOf} />
      <TextInput type="date" label={text('prices.validFrom')} required {...field('validFrom')} />
      <TextInput
        label={text('prices.amountIn', { currency })}
        description={text('prices.amountHelp')}
        required
        inputMode="decimal"
        maxLength={20}
        {...field('amount')}
        error={errorOf('amount/amount')}
      />
    </FormDialog>
  );
}
