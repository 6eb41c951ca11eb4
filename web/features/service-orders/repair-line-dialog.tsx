/** A new repair line, or what became of one. */
import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import type * as z from 'zod';

import { NewRepairLine, RepairLineChange } from '#contracts/http/service-order-schemas.ts';
import type { RepairLine, ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsFrom, errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { text } from '../../ui/texts.ts';
import { newRepairDraft, repairDraftOf, repairOf } from './repair-draft.ts';
import { RepairFields } from './repair-fields.tsx';

interface RepairLineDialogProps {
  readonly order: ServiceOrder;
  /** Null for a new one. */
  readonly line: z.infer<typeof RepairLine> | null;
  readonly onClose: () => void;
}

export function RepairLineDialog({ order, line, onClose }: RepairLineDialogProps) {
  const { orderId } = order;
  const [draft, setDraft] = useState(() => (line === null ? newRepairDraft() : repairDraftOf(line)));
  const [finishedAt, setFinishedAt] = useState(line?.finishedAt ?? null);
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const add = useIntent(serviceOrderRoutes.addRepairLine);
  const change = useIntent(serviceOrderRoutes.changeRepairLine);
  const settle = { onSuccess: onClose, onError: (thrown: unknown) => setErrors(errorsFrom(thrown)) };
  const submit = () => {
    const body = { ...repairOf(draft), finishedAt };
    const wrong = errorsOf(line === null ? NewRepairLine : RepairLineChange, body);
    setErrors(wrong);
    if (wrong.size > 0) return;
    if (line === null) add.mutate({ params: { orderId }, body }, settle);
    else change.mutate({ params: { orderId, repairLineId: line.repairLineId }, body }, settle);
  };
  return (
    <FormDialog
      title={line === null ? text('repair.newTitle') : text('repair.editTitle', { number: line.lineNumber })}
      submit={line === null ? text('repair.add') : text('form.save')}
      isWide
      isBusy={add.isPending || change.isPending}
      error={add.error ?? change.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <RepairFields
        draft={draft}
        customerId={order.customerId}
        related={[...order.objects.map(({ objectId }) => objectId), line?.objectId ?? '']}
        onChange={setDraft}
        errors={errors}
        at="#"
      />
      <Checkbox
        label={text('repair.finish')}
        checked={finishedAt !== null}
        onChange={(event) => setFinishedAt(event.currentTarget.checked ? new Date().toISOString() : null)}
      />
    </FormDialog>
  );
}
