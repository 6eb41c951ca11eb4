/** What the list of prices and costs shows of an entry, and what an entry is called. */
import { Button } from '@mantine/core';

import type { PriceEntryView } from '#contracts/http/invoicing-schemas.ts';

import { useItemNames, useTechnicianNames } from '../../api/names.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { day, money } from '../../ui/format.ts';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './price-list.module.css';

type OnEntry = ((entry: PriceEntryView) => void) | null;

/** The columns for some entries; null leaves a button out. */
export function usePriceColumns(
  entries: readonly PriceEntryView[],
  { onChange, onWithdraw }: { readonly onChange: OnEntry; readonly onWithdraw: OnEntry },
) {
  const categories = useCategoryNames();
  const { names: items } = useItemNames(entries.map(({ itemId }) => itemId));
  const technicians = useTechnicianNames(entries.map(({ technicianId }) => technicianId));
  /** `Labour · Jo Fischer`. */
  const whatOf = ({ category, itemId, technicianId }: PriceEntryView) =>
    [
      category === null ? undefined : (categories.get(category) ?? category),
      items.get(itemId ?? ''),
      technicians.get(technicianId ?? ''),
    ]
      .filter((word) => word !== undefined)
      .join(' · ');
  const nameOf = (entry: PriceEntryView) =>
    text(`prices.name.${entry.kind}`, { what: whatOf(entry), day: day(entry.validFrom) });
  const columns: readonly Column<PriceEntryView>[] = [
    { id: 'for', label: text('prices.for'), isTitle: true, cell: (entry) => <strong>{whatOf(entry)}</strong> },
    { id: 'type', label: text('prices.type'), cell: (entry) => textOf('line.type', entry.lineType) },
    { id: 'kind', label: text('prices.kind'), cell: (entry) => text(`prices.kind.${entry.kind}`) },
    { id: 'from', label: text('prices.validFrom'), cell: (entry) => day(entry.validFrom) },
    { id: 'amount', label: text('prices.amount'), isNumber: true, cell: (entry) => money(entry.amount) },
  ];
  if (onChange === null || onWithdraw === null) return { columns, nameOf };
  const actions: Column<PriceEntryView> = {
    id: 'actions',
    label: text('line.column.actions'),
    cell: (entry) => (
      <EntryButtons name={nameOf(entry)} onChange={() => onChange(entry)} onWithdraw={() => onWithdraw(entry)} />
    ),
  };
  return { columns: [...columns, actions], nameOf };
}

interface EntryButtonsProps {
  readonly name: string;
  readonly onChange: () => void;
  readonly onWithdraw: () => void;
}

function EntryButtons({ name, onChange, onWithdraw }: EntryButtonsProps) {
  return (
    <span className={styles['rowButtons']}>
      <ChangeButton name={name} onClick={onChange} />
      <Button size="compact-sm" variant="default" aria-label={text('prices.withdrawOf', { name })} onClick={onWithdraw}>
        {text('prices.withdraw')}
      </Button>
    </span>
  );
}
