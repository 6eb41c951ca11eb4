/** Names and values beneath each other. */
import { Fragment } from 'react';
import type { ReactNode } from 'react';

import styles from './facts.module.css';

export interface Fact {
  readonly label: string;
  /** Null leaves the fact out. */
  readonly value: ReactNode;
}

export function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(({ value }) => value !== null && value !== '');
  return (
    <dl className={styles['facts']}>
      {known.map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
