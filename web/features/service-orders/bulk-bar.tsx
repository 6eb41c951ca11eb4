/** What can be done with the orders that are chosen, above the list; and what became of a run that was cut off. */
import { lazy, Suspense, useState } from 'react';
import { Button, Group } from '@mantine/core';

import { orderActionRoutes } from '#contracts/http/service-orders-actions.ts';

import { mayCall, useSession } from '../../api/session.ts';
import { text } from '../../ui/texts.ts';
import type { Selection } from '../../ui/use-selection.ts';
import styles from './bulk.module.css';
import { forgetRecord, recordLeftOver } from './bulk-run.ts';

const BulkDialog = lazy(async () => {
  const { BulkDialog: Dialog } = await import('./bulk-dialog.tsx');
  return { default: Dialog };
});

const BulkLeftOver = lazy(async () => {
  const { BulkLeftOver: Note } = await import('./bulk-fates.tsx');
  return { default: Note };
});

/** Whether somebody may do anything with many orders. */
export function useMayDoMany(): boolean {
  return mayCall(useSession(), orderActionRoutes.list);
}

/** @param props.all how many orders there are to choose from */
export function BulkBar({ selection, all }: { selection: Selection; all: number }) {
  const [open, setOpen] = useState<{ readonly kind: 'cancel' | 'move'; readonly ids: readonly string[] } | null>(null);
  const [leftOver, setLeftOver] = useState(recordLeftOver);
  const { chosen, chooseAll } = selection;
  const close = () => {
    setOpen(null);
    chooseAll(false);
  };
  return (
    <>
      {leftOver !== null && open === null && (
        <Suspense>
          <BulkLeftOver
            record={leftOver}
            onForget={() => {
              forgetRecord();
              setLeftOver(null);
            }}
          />
        </Suspense>
      )}
      {chosen.length > 0 && (
        <section className={styles['bar']} aria-label={text('bulk.title')}>
          <strong role="status">{text('bulk.count', { count: chosen.length })}</strong>
          <Group gap="sm">
            <Button size="compact-md" variant="default" onClick={() => setOpen({ kind: 'move', ids: chosen })}>
              {text('bulk.move')}
            </Button>
            <Button size="compact-md" variant="default" onClick={() => setOpen({ kind: 'cancel', ids: chosen })}>
              {text('bulk.cancel')}
            </Button>
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
          <BulkDialog kind={open.kind} orderIds={open.ids} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
