/** What a price or cost is for: its kind, the type of line, and the category, item or technician. */
import { lineTypes } from '#contracts/events/service-orders.ts';
import { priceKinds } from '#domain/invoicing/price-list.ts';
import type { LineType, PriceKind } from '#domain/invoicing/price-list.ts';

import { useCategories } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ItemSelect } from '../../pickers/item-select.tsx';
import { TechnicianSelect } from '../../pickers/technician-select.tsx';
import { text, textOf } from '../../ui/texts.ts';
import type { PriceDraft } from './price-draft.ts';

interface PriceScopeFieldsProps {
  readonly draft: PriceDraft;
  readonly set: (part: Partial<PriceDraft>) => void;
  readonly errorOf: (name: string) => string | null;
}

export function PriceScopeFields({ draft, set, errorOf }: PriceScopeFieldsProps) {
  const { kind, lineType, category } = draft;
  const mayHaveCost = lineType !== 'fee';
  return (
    <>
      <ChoiceSelect
        label={text('prices.type')}
        required
        data-autofocus
        choices={lineTypes.map((type) => ({ value: type, label: textOf('line.type', type) }))}
        value={lineType}
        onChange={(type) => isLineType(type) && set(ofType(type, draft))}
      />
      <ChoiceSelect
        label={text('prices.kind')}
        description={mayHaveCost ? null : text('prices.feeHelp')}
        required
        disabled={!mayHaveCost}
        choices={priceKinds.map((each) => ({ value: each, label: text(`prices.kind.${each}`) }))}
        value={kind}
        onChange={(chosen) => isPriceKind(chosen) && set({ kind: chosen })}
      />
      <ChoiceSelect
        label={text('prices.category')}
        description={lineType === 'item' || lineType === 'hour' ? text('prices.categoryHelp') : null}
        choices={useCategories(lineType, category)}
        value={category}
        onChange={(chosen) => set({ category: chosen })}
        error={errorOf('category')}
      />
      {lineType === 'item' && (
        <ItemSelect
          label={text('prices.item')}
          value={draft.itemId}
          onChange={(itemId) => set({ itemId })}
          error={errorOf('itemId')}
        />
      )}
      {lineType === 'hour' && (
        <TechnicianSelect
          label={text('prices.technician')}
          value={draft.technicianId}
          onChange={(technicianId) => set({ technicianId })}
          error={errorOf('technicianId')}
        />
      )}
    </>
  );
}

/** Another type has other categories; a fee has a price alone. */
function ofType(lineType: LineType, { kind }: PriceDraft): Partial<PriceDraft> {
  return { lineType, kind: lineType === 'fee' ? 'price' : kind, category: '', itemId: '', technicianId: '' };
}

function isLineType(value: string): value is LineType {
  return lineTypes.some((type) => type === value);
}

function isPriceKind(value: string): value is PriceKind {
  return priceKinds.some((kind) => kind === value);
}
