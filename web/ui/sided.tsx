/** A page in two columns; what stands at the side comes first on a phone. */
import type { ReactNode } from 'react';

import { classes } from './classes.ts';
import styles from './sided.module.css';

interface SidedProps {
  readonly side: ReactNode;
  readonly isSideWide?: boolean;
  readonly children: ReactNode;
}

export function Sided({ side, isSideWide, children }: SidedProps) {
  return (
    <div className={classes(styles['columns'], isSideWide === true && styles['wide'])}>
      <div className={styles['side']}>{side}</div>
      <div className={styles['main']}>{children}</div>
    </div>
  );
}
