/** A table that becomes cards on a phone. */
import type { ReactNode } from 'react';

import { classes } from './classes.ts';
import styles from './table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly isNumber?: boolean;
  /** Heads the card on a phone, where it needs no label. */
  readonly isTitle?: boolean;
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
}

export function Table<Row>({ caption, columns, rows, keyOf, plain }: TableProps<Row>) {
  // Named by ARIA alone, because display: grid on a phone takes a table's own roles away.
  return (
    <div className={plain === true ? styles['plain'] : styles['frame']}>
      <table role="table" aria-label={caption} className={classes(styles['table'], styles['cards'])}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ id, label, isNumber }) => (
              <th key={id} role="columnheader" scope="col" className={classes(isNumber === true && styles['number'])}>
                {label}
              </th>
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
