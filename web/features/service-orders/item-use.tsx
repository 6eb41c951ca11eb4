/** How the part of an item line comes: reserved for the order or not, and on order somewhere else. */
import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';

import { LineChange } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsFrom, errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { text } from '../../ui/texts.ts';
import type { OrderLine } from './order-lines.tsx';

interface ItemUseSelectProps {
  readonly plainItem: boolean;
  readonly onChange: (plainItem: boolean) => void;
}

export function ItemUseSelect({ plainItem, onChange }: ItemUseSelectProps) {
  return (
    <ChoiceSelect
      label={text('itemUse.label')}
      description={text(plainItem ? 'itemUse.plainHelp' : 'itemUse.requirementHelp')}
      required
      choices={[
        { value: 'requirement', label: text('itemUse.requirement') },
        { value: 'plain', label: text('itemUse.plain') },
      ]}
      value={plainItem ? 'plain' : 'requirement'}
      onChange={(use) => onChange(use === 'plain')}
    />
  );
}

interface OutsideProps {
  readonly orderId: string;
  readonly line: OrderLine;
}

/** The button by which a part is said to be on order elsewhere, or no longer. */
export function OutsideButton({ orderId, line }: OutsideProps) {
  const [isAsking, setAsking] = useState(false);
  if (line.type !== 'item') return null;
  const what = text(line.orderedOutside === null ? 'outside.mark' : 'outside.end');
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        onClick={() => setAsking(true)}
        aria-label={text('line.ofLine', { what, number: line.lineNumber })}
      >
        {what}
      </Button>
      {isAsking && <OutsideDialog orderId={orderId} line={line} onClose={() => setAsking(false)} />}
    </>
  );
}

function OutsideDialog({ orderId, line, onClose }: OutsideProps & { readonly onClose: () => void }) {
  const [reference, setReference] = useState('');
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const change = useIntent(serviceOrderRoutes.changeLine);
  const isMarked = line.orderedOutside !== null;
  const submit = () => {
    const body = { orderedOutside: isMarked ? null : { reference } };
    const wrong = errorsOf(LineChange, body);
    setErrors(wrong);
    if (wrong.size > 0) return;
    const settle = { onSuccess: onClose, onError: (thrown: unknown) => setErrors(errorsFrom(thrown)) };
    change.mutate({ params: { orderId, lineId: line.lineId }, body }, settle);
  };
  return (
    <FormDialog
      title={text(isMarked ? 'outside.endTitle' : 'outside.markTitle', { number: line.lineNumber })}
      submit={text(isMarked ? 'outside.endSubmit' : 'form.save')}
      isBusy={change.isPending}
      error={change.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      {isMarked ? (
        <p>{text('outside.endHelp', { reference: line.orderedOutside?.reference ?? '' })}</p>
      ) : (
        <TextInput
          label={text('outside.reference')}
          description={text('outside.referenceHelp')}
          required
          maxLength={100}
          data-autofocus
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
          error={errors.get('#/orderedOutside/reference') ?? null}
        />
      )}
    </FormDialog>
  );
}
