/** A new line, or a change of one. */
import { useState } from 'react';
import { Checkbox } from '@mantine/core';

import { LineChange, NewLine, type ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { useCurrency } from '../../api/setup.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsFrom, errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { placesOf } from '../../ui/format.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { expenseDraftOf, expenseOf, saysNothing } from './expense-draft.ts';
import { ExpenseFields } from './expense-fields.tsx';
import { lineOf, newLineDraft } from './line-draft.ts';
import type { LineDraft } from './line-draft.ts';
import { LineFields } from './line-fields.tsx';
import { LineRelationFields } from './line-relation-fields.tsx';
import type { OrderLine } from './order-lines.tsx';

interface LineDialogProps {
  readonly order: ServiceOrder;
  /** Null for a new line. */
  readonly line: OrderLine | null;
  readonly onClose: () => void;
}

export function LineDialog({ order, line, onClose }: LineDialogProps) {
  const { orderId } = order;
  const currency = useCurrency() ?? 'EUR';
  const places = placesOf(currency);
  const [draft, setDraft] = useState(() => (line === null ? newLineDraft(0) : draftOf(line, places)));
  const [objectId, setObjectId] = useState(line?.objectId ?? '');
  const [isExtra, setExtra] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const [isPaidWrong, setPaidWrong] = useState(false);
  const add = useIntent(serviceOrderRoutes.addLine);
  const change = useIntent(serviceOrderRoutes.changeLine);
  const settle = { onSuccess: onClose, onError: (thrown: unknown) => setErrors(errorsFrom(thrown)) };
  const submit = () => {
    const expense = draft.type === 'expense' ? expenseOf(draft.expense, places) : null;
    setPaidWrong(expense === undefined);
    const said = expense === null || (saysNothing(expense) && !line?.expense) ? {} : { expense };
    const added = { ...lineOf(draft), ...named({ objectId }), ...said, extra: isExtra };
    const changed = { ...changeOf(draft), objectId: textOrNothing(objectId) ?? null, ...said };
    const wrong = line === null ? errorsOf(NewLine, added) : errorsOf(LineChange, changed);
    setErrors(wrong);
    if (wrong.size > 0 || expense === undefined) return;
    if (line === null) add.mutate({ params: { orderId }, body: added }, settle);
    else change.mutate({ params: { orderId, lineId: line.lineId }, body: changed }, settle);
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
      <LineRelationFields
        order={order}
        value={{ objectId, task: draft.task }}
        onChange={({ task, ...of }) => {
          setObjectId(of.objectId);
          setDraft({ ...draft, task });
        }}
        errors={errors}
      />
      {draft.type === 'expense' && (
        <ExpenseFields
          {...{ draft: draft.expense, currency, isPaidWrong }}
          lineNumber={line?.lineNumber ?? null}
          onChange={(expense) => setDraft((before) => ({ ...before, expense }))}
        />
      )}
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

/** @param places of the currency */
function draftOf(line: OrderLine, places: number): LineDraft {
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
    expense: expenseDraftOf(line.expense, places),
  };
}

/** A change says nothing of type and item, which stay, and takes away what was emptied. */
function changeOf(draft: LineDraft) {
  const { type: _type, itemId: _item, ...line } = { itemId: undefined, ...lineOf(draft) };
  const technician = draft.type === 'hour' ? { technicianId: textOrNothing(draft.technicianId) ?? null } : {};
  const task = textOrNothing(draft.task) ?? null;
  return { ...line, ...technician, task, description: textOrNothing(draft.description) ?? null };
}

/** What is not empty. */
function named({ objectId }: { readonly objectId: string }) {
  const given = textOrNothing(objectId);
  return given === undefined ? {} : { objectId: given };
}
