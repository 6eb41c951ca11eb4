/** A page of the customers’ app: its title, and the way back to the list. */
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

import styles from './customer.module.css';
import { useSpeech } from './speaking.tsx';

interface CustomerPageProps {
  readonly title: string;
  readonly withWayBack?: boolean;
  readonly children?: ReactNode;
}

export function CustomerPage({ title, withWayBack, children }: CustomerPageProps) {
  const { say } = useSpeech();
  useEffect(() => {
    document.title = `${title} · ${say('app.title')}`;
  }, [title, say]);
  return (
    <div className={styles['page']}>
      {withWayBack === true && (
        <Link href="/" className={styles['back']}>
          {say('page.back')}
        </Link>
      )}
      <h1>{title}</h1>
      {children}
    </div>
  );
}
