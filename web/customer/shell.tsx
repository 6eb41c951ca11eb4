/** What surrounds every page of the customers’ app: the two pages, the look, and the way out. */
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';

import { useLiveHints } from '../api/live.ts';
import { useSignOut } from '../features/identity/sign-out.ts';
import { Badge } from '../ui/badge.tsx';
import { SchemeButton } from '../ui/scheme-button.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { text } from '../ui/texts.ts';
import styles from './customer.module.css';
import { useSpeech } from './speaking.tsx';

export function Shell({ children }: { children: ReactNode }) {
  const live = useLiveHints();
  const { say } = useSpeech();
  const { leave, isPending } = useSignOut(() => window.location.reload());
  const [place] = useLocation();
  return (
    <>
      <SkipLink />
      <header className={styles['bar']}>
        <span className={styles['brand']}>{say('app.title')}</span>
        <nav aria-label={text('app.nav')} className={styles['nav']}>
          <Link href="/" aria-current={place === '/' ? 'page' : undefined}>
            {say('nav.orders')}
          </Link>
          <Link href="/ask" aria-current={place === '/ask' ? 'page' : undefined}>
            {say('nav.ask')}
          </Link>
        </nav>
        <span role="status">{!live.live && <Badge tone="warn">{text('live.off')}</Badge>}</span>
        <SchemeButton />
        <Button variant="default" size="compact-sm" onClick={() => void leave()} loading={isPending}>
          {text('app.signOut')}
        </Button>
      </header>
      <main id="content" tabIndex={-1} className={styles['content']}>
        {children}
      </main>
    </>
  );
}
