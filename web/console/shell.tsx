/** What surrounds every page of the console: the bar with pages, the palette, the keys, the live badge, and who is signed in. */
import { lazy, Suspense, useState } from 'react';
import { Button } from '@mantine/core';
import { Link, Outlet, useRouter } from '@tanstack/react-router';

import { agreementRoutes } from '#contracts/http/agreements.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { orderAttentionRoutes } from '#contracts/http/service-orders-list.ts';
import { notificationRoutes } from '#contracts/http/notifications.ts';
import { caseRoutes } from '#contracts/http/requests-cases.ts';
import { setupRoutes } from '#contracts/http/setup.ts';

import { useLiveHints } from '../api/live.ts';
import type { LiveState } from '../api/live.ts';
import { mayCall, useSession } from '../api/session.ts';
import { useSignOut } from '../features/identity/sign-out.ts';
import { InboxLink } from '../features/notifications/inbox-link.tsx';
import { Badge } from '../ui/badge.tsx';
import { timeOfDay } from '../ui/format.ts';
import { useNow } from '../ui/now.ts';
import { SchemeButton } from '../ui/scheme-button.tsx';
import { SkipLink } from '../ui/skip-link.tsx';
import { text } from '../ui/texts.ts';
import { pressUndo, Toasts } from '../ui/toasts.tsx';
import styles from './shell.module.css';
import { useShortcuts } from './shortcuts.ts';

const CommandPalette = lazy(async () => {
  const { CommandPalette: Palette } = await import('./command-palette.tsx');
  return { default: Palette };
});

const ShortcutsDialog = lazy(async () => {
  const { ShortcutsDialog: Dialog } = await import('./shortcuts-dialog.tsx');
  return { default: Dialog };
});

export function Shell() {
  const live = useLiveHints();
  const session = useSession();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const close = () => setOpen(null);
  useShortcuts({ onPalette: () => setOpen('palette'), onHelp: () => setOpen('keys'), onUndo: pressUndo });
  return (
    <>
      <SkipLink />
      <header className={styles['bar']}>
        <Link to="/" className={styles['brand']}>
          {text('app.name')}
        </Link>
        <nav aria-label={text('app.nav')} className={styles['nav']}>
          {mayCall(session, orderAttentionRoutes.read) && (
            <Link to="/" activeOptions={{ exact: true }}>
              {text('home.nav')}
            </Link>
          )}
          {mayCall(session, notificationRoutes.inbox) && <InboxLink />}
          <Link to="/orders">{text('orders.title')}</Link>
          <Link to="/requests">{text('requests.title')}</Link>
          {mayCall(session, agreementRoutes.typicalVisit) && <Link to="/agreements">{text('agreements.title')}</Link>}
          {mayCall(session, caseRoutes.list) && <Link to="/cases">{text('cases.title')}</Link>}
          {mayCall(session, invoicingRoutes.listInvoices) && <Link to="/invoices">{text('invoices.title')}</Link>}
          {mayCall(session, setupRoutes.listParameters) && <Link to="/set-up">{text('setUp.title')}</Link>}
        </nav>
        <Button variant="default" size="compact-sm" onClick={() => setOpen('palette')}>
          {text('palette.open')}
        </Button>
        <LiveBadge live={live} />
        <SchemeButton />
        <SignedIn />
      </header>
      <main id="content" tabIndex={-1} className={styles['content']}>
        <Outlet />
      </main>
      <Toasts />
      <Suspense>
        {open === 'palette' && <CommandPalette onClose={close} />}
        {open === 'keys' && <ShortcutsDialog onClose={close} />}
      </Suspense>
    </>
  );
}

const staleAfterMs = 30_000;

function LiveBadge({ live }: { live: LiveState }) {
  const now = useNow(5_000);
  const isStale = !live.live && now - live.since > staleAfterMs;
  const since = timeOfDay(new Date(live.since).toISOString());
  return (
    <span role="status" className={styles['live']}>
      {live.live && <Badge tone="good">{text('live.on')}</Badge>}
      {!live.live && !isStale && <Badge tone="warn">{text('live.off')}</Badge>}
      {isStale && <Badge tone="bad">{text('live.stale', { time: since })}</Badge>}
    </span>
  );
}

const OwnPasswordDialog = lazy(async () => {
  const { OwnPasswordDialog: Dialog } = await import('../features/identity/own-password-dialog.tsx');
  return { default: Dialog };
});

function SignedIn() {
  const session = useSession();
  const router = useRouter();
  const { leave, isPending } = useSignOut(() => void router.navigate({ to: '/sign-in' }));
  const [isOpen, setOpen] = useState(false);
  return (
    <span className={styles['user']}>
      <Button
        variant="subtle"
        size="compact-sm"
        color="gray"
        classNames={{ root: styles['name'] ?? '', label: styles['nameLabel'] ?? '' }}
        aria-label={text('ownPassword.of', { name: session.displayName })}
        title={text('ownPassword.title')}
        onClick={() => setOpen(true)}
      >
        {session.displayName}
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => void leave()} loading={isPending}>
        {text('app.signOut')}
      </Button>
      {isOpen && (
        <Suspense>
          <OwnPasswordDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </span>
  );
}
