/** A table that becomes cards on a phone. */
import type { ReactNode } from 'react';

import { classes } from './classes.ts';
import styles from './table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** Stands in the head in the label’s place. */
  readonly head?: ReactNode;
  readonly isNumber?: boolean;
  /** Heads the card on a phone, where it needs no label. */
  readonly isTitle?: boolean;
  /** Set where the list can be sorted by the column. */
  readonly sorting?: { readonly now: 'ascending' | 'descending' | 'none'; readonly toggle: () => void };
  /** What the cell shows; null leaves it out on a phone. */
  readonly cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  /** Names the table for those who do not see it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Without a frame, where a panel is around it. */
  readonly plain?: boolean;
  /** More rows fit on a page. */
  readonly compact?: boolean;
}

export function Table<Row>({ caption, columns, rows, keyOf, plain, compact }: TableProps<Row>) {
  // Named by ARIA alone, because display: grid on a phone takes a table's own roles away.
  return (
    <div className={plain === true ? styles['plain'] : styles['frame']}>
      <table
        role="table"
        aria-label={caption}
        className={classes(styles['table'], styles['cards'], compact === true && styles['compact'])}
      >
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <Head key={column.id} {...column} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row">
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>({ label, head, isNumber, sorting }: Column<Row>) {
  const className = classes(isNumber === true && styles['number']);
  if (sorting === undefined)
    return (
      <th role="columnheader" scope="col" className={className}>
        {head ?? label}
      </th>
    );
  return (
    <th role="columnheader" scope="col" aria-sort={sorting.now} className={className}>
      <button type="button" className={styles['sort']} onClick={sorting.toggle}>
        {label}
        <span aria-hidden>{arrows[sorting.now]}</span>
      </button>
    </th>
  );
}

const arrows = { ascending: ' ↑', descending: ' ↓', none: '' } as const;

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const shown = column.cell(row);
  return (
    <td
      role="cell"
      data-label={column.label}
      data-title={column.isTitle === true ? '' : undefined}
      data-empty={shown === null ? '' : undefined}
      className={classes(column.isNumber === true && styles['number'])}
    >
      {shown}
    </td>
  );
}
