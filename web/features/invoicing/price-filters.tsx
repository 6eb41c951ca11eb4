/** The filters above the prices and costs; each is in the address. */
import { lineTypes } from '#contracts/events/service-orders.ts';
import { priceKinds } from '#domain/invoicing/price-list.ts';

import { useCategoryNames } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ItemSelect } from '../../pickers/item-select.tsx';
import { TechnicianSelect } from '../../pickers/technician-select.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text, textOf } from '../../ui/texts.ts';
import styles from './price-list.module.css';
import { PriceListSearch } from './price-list-search.ts';

interface PriceFiltersProps {
  readonly search: PriceListSearch;
  readonly onChange: (search: PriceListSearch) => void;
}

export function PriceFilters({ search, onChange }: PriceFiltersProps) {
  const categories = [...useCategoryNames()].map(([value, label]) => ({ value, label }));
  const change = (part: PriceListSearch) => onChange({ ...search, cursor: undefined, ...part });
  return (
    <div role="search" aria-label={text('prices.filters')} className={styles['filters']}>
      <ChoiceSelect
        label={text('prices.kind')}
        placeholder={text('prices.all')}
        choices={priceKinds.map((kind) => ({ value: kind, label: text(`prices.kind.${kind}`) }))}
        value={search.kind ?? ''}
        onChange={(kind) => change(PriceListSearch.pick({ kind: true }).parse({ kind }))}
      />
      <ChoiceSelect
        label={text('prices.type')}
        placeholder={text('prices.all')}
        choices={lineTypes.map((type) => ({ value: type, label: textOf('line.type', type) }))}
        value={search.lineType ?? ''}
        onChange={(lineType) => change(PriceListSearch.pick({ lineType: true }).parse({ lineType }))}
      />
      <ChoiceSelect
        label={text('prices.category')}
        placeholder={text('prices.all')}
        choices={categories}
        value={search.category ?? ''}
        onChange={(category) => change({ category: textOrNothing(category) })}
      />
      <ItemSelect
        label={text('prices.item')}
        placeholder={text('prices.all')}
        value={search.itemId ?? ''}
        onChange={(itemId) => change({ itemId: textOrNothing(itemId) })}
      />
      <TechnicianSelect
        label={text('prices.technician')}
        placeholder={text('prices.all')}
        value={search.technicianId ?? ''}
        onChange={(technicianId) => change({ technicianId: textOrNothing(technicianId) })}
      />
    </div>
  );
}
