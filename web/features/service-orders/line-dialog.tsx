/** A new line, or a change of one. */
import { useState } from 'react';
import { Checkbox } from '@mantine/core';

import { LineChange, NewLine } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsFrom, errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { lineOf, newLineDraft } from './line-draft.ts';
import type { LineDraft } from './line-draft.ts';
import { LineFields } from './line-fields.tsx';
import type { OrderLine } from './order-lines.tsx';

interface LineDialogProps {
  readonly orderId: string;
  /** Null for a new line. */
  readonly line: OrderLine | null;
  readonly onClose: () => void;
}

export function LineDialog({ orderId, line, onClose }: LineDialogProps) {
  const [draft, setDraft] = useState(() => (line === null ? newLineDraft(0) : draftOf(line)));
  const [isExtra, setExtra] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const add = useIntent(serviceOrderRoutes.addLine);
  const change = useIntent(serviceOrderRoutes.changeLine);
  const settle = { onSuccess: onClose, onError: (thrown: unknown) => setErrors(errorsFrom(thrown)) };
  const submit = () => {
    const body = line === null ? lineOf(draft) : changeOf(draft);
    const wrong = errorsOf(line === null ? NewLine : LineChange, body);
    setErrors(wrong);
    if (wrong.size > 0) return;
    if (line === null) add.mutate({ params: { orderId }, body: { ...lineOf(draft), extra: isExtra } }, settle);
    else change.mutate({ params: { orderId, lineId: line.lineId }, body: changeOf(draft) }, settle);
  };
  return (
    <FormDialog
      title={line === null ? text('line.addTitle') : text('line.editTitle', { number: line.lineNumber })}
      submit={line === null ? text('line.add') : text('form.save')}
      isWide
      isBusy={add.isPending || change.isPending}
      error={add.error ?? change.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <LineFields draft={draft} onChange={setDraft} errors={errors} at="#" isTypeFixed={line !== null} />
      {line === null && (
        <Checkbox
          label={text('extra.line')}
          description={text('extra.lineHelp')}
          checked={isExtra}
          onChange={(event) => setExtra(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}

function draftOf(line: OrderLine): LineDraft {
  return {
    id: 0,
    type: line.type,
    category: line.category,
    itemId: line.itemId ?? '',
    plainItem: line.plainItem,
    task: line.task ?? '',
    technicianId: line.technicianId ?? '',
    plannedQuantity: line.plannedQuantity ?? '',
    quantity: line.quantity ?? '',
    chargeable: line.chargeable,
    workDate: line.workDate,
    description: line.description ?? '',
  };
}

/** A change says nothing of type and item, which stay, and takes away what was emptied. */
function changeOf(draft: LineDraft) {
  const { type: _type, itemId: _item, ...line } = { itemId: undefined, ...lineOf(draft) };
  const technician = draft.type === 'hour' ? { technicianId: textOrNothing(draft.technicianId) ?? null } : {};
  return { ...line, ...technician, description: textOrNothing(draft.description) ?? null };
}
