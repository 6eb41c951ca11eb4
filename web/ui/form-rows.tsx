/** Rows of a form: each with its fields and a button that takes it away, and buttons that add one. */
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';

import styles from './form-rows.module.css';
import { text } from './texts.ts';

/** What tells the rows of one form apart, however they are added and taken away. */
interface Keyed {
  readonly id: number;
}

interface FormRowsProps<Row extends Keyed> {
  readonly legend: string;
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
  /** What a row is called, such as `line 2`. */
  readonly nameOf: (index: number) => string;
  /** The buttons beneath, each with the row that it adds. */
  readonly adds: readonly { readonly label: string; readonly row: (id: number) => Row }[];
  readonly fields: (row: Row, index: number, set: (part: Partial<Row>) => void) => ReactNode;
}

export function FormRows<Row extends Keyed>({ legend, rows, onChange, nameOf, adds, fields }: FormRowsProps<Row>) {
  const nextId = Math.max(0, ...rows.map(({ id }) => id)) + 1;
  const change = (id: number, part: Partial<Row>) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <fieldset className={styles['rows']}>
      <legend>{legend}</legend>
      {rows.map((row, index) => (
        <div key={row.id} role="group" aria-label={nameOf(index)} className={styles['row']}>
          <div className={styles['fields']}>{fields(row, index, (part) => change(row.id, part))}</div>
          <Button
            variant="subtle"
            size="compact-sm"
            className={styles['remove'] ?? ''}
            aria-label={text('form.removeOf', { name: nameOf(index) })}
            onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
          >
            {text('form.remove')}
          </Button>
        </div>
      ))}
      <Group gap="sm">
        {adds.map((add) => (
          <Button key={add.label} variant="default" onClick={() => onChange([...rows, add.row(nextId)])}>
            {add.label}
          </Button>
        ))}
      </Group>
    </fieldset>
  );
}
