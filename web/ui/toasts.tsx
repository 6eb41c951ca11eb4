/** Shows what was just done in a corner: read out when it comes, staying while one looks at it, and taken back by a button or a key. */
import { useEffect } from 'react';
import { Button, CloseButton, Group } from '@mantine/core';
import { useFocusWithin, useHover, useMergedRef } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';

import { ProblemNote } from './problem-note.tsx';
import { text } from './texts.ts';
import { dismiss, tell, useToasts } from './toast-store.ts';
import type { Toast } from './toast-store.ts';
import styles from './toasts.module.css';

/** Long enough to read it and to reach it by keyboard. */
const shownMs = 20_000;

/** The button by which the last deed is taken back, for the key that presses it. */
export function pressUndo(): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-undo]');
  buttons.item(buttons.length - 1)?.click();
}

export function Toasts() {
  const toasts = useToasts();
  return (
    <section aria-label={text('toast.title')} className={styles['toasts']}>
      <ul aria-live="polite" className={styles['list']}>
        {toasts.map((toast) => (
          <OneToast key={toast.id} toast={toast} />
        ))}
      </ul>
    </section>
  );
}

function OneToast({ toast: { id, words, undo } }: { toast: Toast }) {
  const { hovered, ref: hover } = useHover<HTMLLIElement>();
  const { focused, ref: focus } = useFocusWithin<HTMLLIElement>();
  const ref = useMergedRef(hover, focus);
  const taking = useMutation({
    mutationFn: async () => (undo === null ? '' : undo()),
    onSuccess: (done) => {
      dismiss(id);
      tell(done);
    },
  });
  const stays = hovered || focused || taking.isPending || taking.isError;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => dismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [id, stays]);
  return (
    <li ref={ref} className={styles['toast']}>
      <Group gap="sm" justify="space-between" wrap="nowrap">
        <span>{words}</span>
        <Group gap="xs" wrap="nowrap">
          {undo !== null && (
            <Button
              data-undo
              aria-keyshortcuts="u"
              aria-label={text('toast.undoOf', { what: words })}
              size="compact-sm"
              variant="default"
              loading={taking.isPending}
              onClick={() => taking.mutate()}
            >
              {text('toast.undo')}
            </Button>
          )}
          <CloseButton size="sm" aria-label={text('toast.close')} onClick={() => dismiss(id)} />
        </Group>
      </Group>
      <ProblemNote error={taking.error} />
    </li>
  );
}
