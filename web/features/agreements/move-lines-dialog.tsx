/** Moving lines of an order to another order of its agreement; the order may be withdrawn if nothing is left to do on it. */
import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { orderLineRoutes } from '#contracts/http/service-orders-lines.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { TickedLines, useTickable } from '../../pickers/agreement-lines.tsx';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ReasonSelect } from '../../pickers/reason-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Quiet } from '../../ui/page.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';

interface MoveLinesDialogProps {
  readonly order: ServiceOrder;
  readonly agreementId: string;
  readonly onClose: () => void;
}

export function MoveLinesDialog({ order, agreementId, onClose }: MoveLinesDialogProps) {
  const [toOrderId, setToOrderId] = useState('');
  const [ticked, setTicked] = useState<readonly string[] | null>(null);
  const [withdraws, setWithdraws] = useState(false);
  const [reason, setReason] = useState('');
  const move = useIntent(orderLineRoutes.move);
  const query = { agreementId, open: true, limit: 50 };
  const others = useQuery(queryOf(serviceOrderRoutes.list, { query })).data?.items ?? [];
  const targets = others.filter(({ orderId }) => orderId !== order.orderId);
  const movable = order.lines.filter(
    ({ status, issued }) => status !== 'posted' && status !== 'cancelled' && issued === 0,
  );
  const lineIds = ticked ?? movable.map(({ lineId }) => lineId);
  const submit = () => {
    if (toOrderId === '' || lineIds.length === 0) return;
    const reasonCode = textOrNothing(reason);
    const withdraw = withdraws ? { withdraw: reasonCode === undefined ? {} : { reasonCode } } : {};
    const body = { toOrderId, lineIds: [...lineIds], ...withdraw };
    move.mutate({ params: { orderId: order.orderId }, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={text('orderAgreement.move')}
      submit={text('orderAgreement.moveDo')}
      isBusy={move.isPending}
      error={move.error}
      onClose={onClose}
      onSubmit={submit}
    >
      {targets.length === 0 && <Quiet>{text('orderAgreement.noTarget')}</Quiet>}
      <ChoiceSelect
        label={text('orderAgreement.moveTo')}
        required
        choices={targets.map(({ orderId, number, stageName }) => ({
          value: orderId,
          label: `${number} · ${stageName}`,
        }))}
        value={toOrderId}
        onChange={setToOrderId}
      />
      <TickedLines
        legend={text('agreement.whichLines')}
        lines={useTickable(movable)}
        ticked={ticked}
        onChange={setTicked}
      />
      <Checkbox
        label={text('orderAgreement.withdraw')}
        checked={withdraws}
        onChange={(event) => setWithdraws(event.currentTarget.checked)}
      />
      {withdraws && (
        <ReasonSelect use="cancellation" label={text('orderAgreement.reason')} value={reason} onChange={setReason} />
      )}
    </FormDialog>
  );
}
