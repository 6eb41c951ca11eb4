/** What can be done with the orders that are chosen, above the list; and a run whose end was not seen. */
import { lazy, Suspense, useState } from 'react';
import { Button, Group } from '@mantine/core';

import { orderActionRoutes } from '#contracts/http/service-orders-actions.ts';

import { mayCall, useSession } from '../../api/session.ts';
import { text } from '../../ui/texts.ts';
import type { Selection } from '../../ui/use-selection.ts';
import styles from './bulk.module.css';
import { runLeftOver } from './bulk-memory.ts';
import type { BulkWish, WayBack } from './bulk-plan.ts';

const BulkDialog = lazy(async () => {
  const { BulkDialog: Dialog } = await import('./bulk-dialog.tsx');
  return { default: Dialog };
});

const BulkFatesDialog = lazy(async () => {
  const { BulkFatesDialog: Dialog } = await import('./bulk-fates.tsx');
  return { default: Dialog };
});

/** Whether somebody may do anything with many orders. */
export function useMayDoMany(): boolean {
  return mayCall(useSession(), orderActionRoutes.list);
}

/** The wishes of the bar, and what their buttons say. */
const wishes: readonly (readonly [BulkWish, 'bulk.move' | 'bulk.assign' | 'bulk.cancel' | 'bulk.revoke'])[] = [
  [{ action: 'changeStage', to: null }, 'bulk.move'],
  [{ action: 'assign', to: null }, 'bulk.assign'],
  [{ action: 'cancel', to: null }, 'bulk.cancel'],
  [{ action: 'revoke', to: null }, 'bulk.revoke'],
];

/** @param props.all how many orders there are to choose from */
export function BulkBar({ selection, all }: { selection: Selection; all: number }) {
  const [open, setOpen] = useState<WayBack | null>(null);
  const { chosen, chooseAll } = selection;
  const close = () => {
    setOpen(null);
    chooseAll(false);
  };
  return (
    <>
      {open === null && <LeftOver onTakeBack={setOpen} />}
      {chosen.length > 0 && (
        <section className={styles['bar']} aria-label={text('bulk.title')}>
          <strong role="status">{text('bulk.count', { count: chosen.length })}</strong>
          <Group gap="sm">
            {wishes.map(([wish, label]) => (
              <Button
                key={wish.action}
                size="compact-md"
                variant="default"
                onClick={() => setOpen({ wish, orderIds: chosen })}
              >
                {text(label)}
              </Button>
            ))}
            {chosen.length < all && (
              <Button size="compact-md" variant="subtle" onClick={() => chooseAll(true)}>
                {text('bulk.all', { count: all })}
              </Button>
            )}
            <Button size="compact-md" variant="subtle" onClick={() => chooseAll(false)}>
              {text('bulk.clear')}
            </Button>
          </Group>
        </section>
      )}
      {open !== null && (
        <Suspense>
          <BulkDialog {...open} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

/** A run that was left before its end: it goes on by itself, and its fates are shown on asking. */
function LeftOver({ onTakeBack }: { onTakeBack: (way: WayBack) => void }) {
  const [isOpen, setOpen] = useState(false);
  const bulkId = runLeftOver();
  if (bulkId === null) return null;
  return (
    <>
      <div>
        <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
          {text('bulk.leftOver')}
        </Button>
      </div>
      {isOpen && (
        <Suspense>
          <BulkFatesDialog bulkId={bulkId} onClose={() => setOpen(false)} onTakeBack={onTakeBack} />
        </Suspense>
      )}
    </>
  );
}
