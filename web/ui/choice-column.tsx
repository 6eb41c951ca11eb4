/** The column of boxes by which rows of a list are chosen, by mouse or with Space, and a range with Shift. */
import { useRef } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { Checkbox } from '@mantine/core';

import type { Column } from './table.tsx';
import { text } from './texts.ts';
import type { Selection } from './use-selection.ts';

interface Choosable<Row> {
  /** All rows of the page that can be chosen. */
  readonly keys: readonly string[];
  /** Null for a row that cannot be chosen. */
  readonly keyOf: (row: Row) => string | null;
  /** Names the box of a row. */
  readonly nameOf: (row: Row) => string;
  /** Names the box of all rows. */
  readonly allName: string;
}

/** The column, with a box in its head for all rows. */
export function choiceColumn<Row>(
  selection: Selection,
  { keys, keyOf, nameOf, allName }: Choosable<Row>,
): Column<Row> & { readonly id: 'choose' } {
  const isAll = keys.length > 0 && selection.chosen.length === keys.length;
  return {
    id: 'choose',
    label: text('bulk.choose'),
    head: (
      <Checkbox
        aria-label={allName}
        checked={isAll}
        indeterminate={!isAll && selection.chosen.length > 0}
        onChange={(event) => selection.chooseAll(event.currentTarget.checked)}
      />
    ),
    cell: (row) => {
      const key = keyOf(row);
      return key === null ? null : <ChoiceBox selection={selection} choice={key} name={nameOf(row)} />;
    },
  };
}

interface ChoiceBoxProps {
  readonly selection: Selection;
  readonly choice: string;
  readonly name: string;
}

function ChoiceBox({ selection, choice, name }: ChoiceBoxProps) {
  const isRange = useRef(false);
  const note = (event: KeyboardEvent | MouseEvent) => {
    isRange.current = event.shiftKey;
  };
  return (
    <Checkbox
      aria-label={name}
      checked={selection.isChosen(choice)}
      onKeyDown={note}
      onMouseDown={note}
      onChange={() => selection.choose(choice, isRange.current)}
    />
  );
}
