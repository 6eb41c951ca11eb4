/** Takes a price or a cost away. */
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import type { PriceEntryView } from '#contracts/http/invoicing-schemas.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { text } from '../../ui/texts.ts';

interface PriceWithdrawDialogProps {
  readonly entry: PriceEntryView;
  readonly name: string;
  readonly onClose: () => void;
}

export function PriceWithdrawDialog({ entry, name, onClose }: PriceWithdrawDialogProps) {
  const { priceEntryId, version } = entry;
  const withdraw = useIntent(invoicingRoutes.deletePriceEntry);
  return (
    <FormDialog
      title={text('prices.withdrawOf', { name })}
      submit={text('prices.withdraw')}
      isDanger
      isBusy={withdraw.isPending}
      error={withdraw.error}
      onClose={onClose}
      onSubmit={() => withdraw.mutate({ params: { priceEntryId }, ifMatch: version }, { onSuccess: onClose })}
    >
      <p>{text('prices.withdrawWords')}</p>
    </FormDialog>
  );
}
