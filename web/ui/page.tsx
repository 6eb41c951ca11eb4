/** What pages are made of: a head with a title and buttons, panels, and what stands there while nothing does. */
import { useEffect, useId } from 'react';
import type { ReactNode } from 'react';
import { Loader } from '@mantine/core';

import styles from './page.module.css';
import { text } from './texts.ts';

interface PageProps {
  readonly title: string;
  /** Shown beside the title. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its title, which is also the tab's. */
export function Page({ title, beside, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${text('app.name')}`;
  }, [title]);
  return (
    <div className={styles['page']}>
      <div className={styles['head']}>
        <h1>{title}</h1>
        {beside}
      </div>
      {children}
    </div>
  );
}

interface PanelProps {
  readonly title: string;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, beside, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles['panel']} aria-labelledby={id}>
      <div className={styles['panelHead']}>
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
}

/** Words that matter less. */
export function Quiet({ children }: { children: ReactNode }) {
  return <p className={styles['quiet']}>{children}</p>;
}

/** While something is fetched. */
export function Waiting() {
  return (
    <div className={styles['waiting']} role="status">
      <Loader size="sm" />
      {text('loading')}
    </div>
  );
}

/** Where a list has nothing to show. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className={styles['empty']}>{children}</div>;
}
