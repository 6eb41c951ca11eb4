/** The column of boxes by which orders of the list are chosen, by mouse or with Space, and a range with Shift. */
import { useRef } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { Checkbox } from '@mantine/core';

import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import type { Selection } from '../../ui/use-selection.ts';

interface Chosen {
  readonly orderId: string;
  readonly number: string;
}

/** @param keys all rows of the page */
export function choiceColumn<Row extends Chosen>(
  selection: Selection,
  keys: readonly string[],
): Column<Row> & { readonly id: 'choose' } {
  const isAll = keys.length > 0 && selection.chosen.length === keys.length;
  return {
    id: 'choose',
    label: text('bulk.choose'),
    head: (
      <Checkbox
        aria-label={text('bulk.chooseAll')}
        checked={isAll}
        indeterminate={!isAll && selection.chosen.length > 0}
        onChange={(event) => selection.chooseAll(event.currentTarget.checked)}
      />
    ),
    cell: ({ orderId, number }) => <ChoiceBox {...{ selection, orderId, number }} />,
  };
}

function ChoiceBox({ selection, orderId, number }: Chosen & { readonly selection: Selection }) {
  const isRange = useRef(false);
  const note = (event: KeyboardEvent | MouseEvent) => {
    isRange.current = event.shiftKey;
  };
  return (
    <Checkbox
      aria-label={text('bulk.chooseThis', { number })}
      checked={selection.isChosen(orderId)}
      onKeyDown={note}
      onMouseDown={note}
      onChange={() => selection.choose(orderId, isRange.current)}
    />
  );
}
