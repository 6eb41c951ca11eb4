/** The fields of one order line, by its type. */
import { Checkbox, NumberInput, TextInput } from '@mantine/core';

import { lineTypes } from '#contracts/events/service-orders.ts';

import { CategorySelect } from '../../pickers/category-select.tsx';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ItemSelect } from '../../pickers/item-select.tsx';
import { TechnicianSelect } from '../../pickers/technician-select.tsx';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { text, textOf } from '../../ui/texts.ts';
import styles from './forms.module.css';
import { ItemUseSelect } from './item-use.tsx';
import { isLineType } from './line-draft.ts';
import type { LineDraft } from './line-draft.ts';

interface LineFieldsProps {
  readonly draft: LineDraft;
  readonly onChange: (draft: LineDraft) => void;
  readonly errors: FieldErrors;
  /** Where the line stands in what is sent, such as `#/lines/0`. */
  readonly at: string;
  /** An existing line keeps its type. */
  readonly isTypeFixed?: boolean;
}

export function LineFields({ draft, onChange, errors, at, isTypeFixed }: LineFieldsProps) {
  const set = (part: Partial<LineDraft>) => onChange({ ...draft, ...part });
  const errorOf = (name: string) => errors.get(`${at}/${name}`) ?? null;
  return (
    <div className={styles['fields']}>
      <ChoiceSelect
        label={text('line.type')}
        required
        disabled={isTypeFixed === true}
        choices={lineTypes.map((type) => ({ value: type, label: textOf('line.type', type) }))}
        value={draft.type}
        onChange={(type) => isLineType(type) && set({ type, category: '', itemId: '', technicianId: '' })}
      />
      <CategorySelect
        type={draft.type}
        value={draft.category}
        onChange={(category) => set({ category })}
        error={errorOf('category')}
      />
      {draft.type === 'item' && (
        <ItemSelect
          required
          disabled={isTypeFixed === true}
          value={draft.itemId}
          onChange={(itemId) => set({ itemId })}
          error={errorOf('itemId')}
        />
      )}
      {draft.type === 'item' && (
        <ItemUseSelect plainItem={draft.plainItem} onChange={(plainItem) => set({ plainItem })} />
      )}
      {draft.type === 'hour' && (
        <TechnicianSelect
          value={draft.technicianId}
          onChange={(technicianId) => set({ technicianId })}
          error={errorOf('technicianId')}
        />
      )}
      <QuantityField
        label={text('line.planned')}
        value={draft.plannedQuantity}
        onChange={(plannedQuantity) => set({ plannedQuantity })}
        error={errorOf('plannedQuantity')}
      />
      <QuantityField
        label={text('line.used')}
        help={text('line.usedHelp')}
        value={draft.quantity}
        onChange={(quantity) => set({ quantity })}
        error={errorOf('quantity')}
      />
      <TextInput
        type="date"
        label={text('line.workDate')}
        description={text('line.workDateHelp')}
        value={draft.workDate}
        onChange={(event) => set({ workDate: event.currentTarget.value })}
        error={errorOf('workDate')}
      />
      <TextInput
        label={text('line.description')}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        error={errorOf('description')}
      />
      <Checkbox
        label={text('line.chargeable')}
        checked={draft.chargeable}
        onChange={(event) => set({ chargeable: event.currentTarget.checked })}
      />
    </div>
  );
}

interface QuantityFieldProps {
  readonly label: string;
  readonly help?: string;
  readonly value: string | number;
  readonly onChange: (value: string | number) => void;
  readonly error: string | null;
}

export function QuantityField({ label, help, value, onChange, error }: QuantityFieldProps) {
  return (
    <NumberInput
      label={label}
      description={help ?? null}
      min={0}
      decimalScale={3}
      hideControls
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
