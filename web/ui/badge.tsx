/** A short word with a meaning: its tone is colour only beside the word, never instead of it. */
import type { ReactNode } from 'react';

import styles from './badge.module.css';
import { classes } from './classes.ts';

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad';

export function Badge({ tone, title, children }: { tone: Tone; title?: string; children: ReactNode }) {
  return (
    <span className={classes(styles['badge'], styles[tone])} title={title}>
      {children}
    </span>
  );
}
