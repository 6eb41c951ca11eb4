/** Sign-offs of our own: that the work is done, or reviewed, is said or taken back. */
import { confirmationRoutes } from '#contracts/http/service-orders-signed.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { text, textOf } from '../../ui/texts.ts';
import type { ActionDialogProps } from './action-dialog.tsx';

interface ConfirmationDialogProps extends ActionDialogProps {
  readonly name: keyof typeof confirmationRoutes;
}

export function ConfirmationDialog({ order, name, onClose }: ConfirmationDialogProps) {
  const command = useIntent(confirmationRoutes[name]);
  return (
    <FormDialog
      title={textOf('confirmation.title', name)}
      submit={textOf('confirmation.do', name)}
      isBusy={command.isPending}
      error={command.error}
      onClose={onClose}
      onSubmit={() => command.mutate({ params: { orderId: order.orderId } }, { onSuccess: onClose })}
    >
      <p>{textOf('confirmation.help', name)}</p>
      {name === 'confirmDone' && order.needsReview && <p>{text('confirmation.thenReview')}</p>}
    </FormDialog>
  );
}
