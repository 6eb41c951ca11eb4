/** The keys of the console: what each does, and whether single letters count. */
import { useLocalStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import { useHotkeys } from 'react-hotkeys-hook';

import type { TextCode } from '../ui/texts.ts';

/** Letters one after the other, and where they lead. */
export const goingKeys = [
  { keys: ['g', 'h'], to: '/', does: 'keys.home' },
  { keys: ['g', 'o'], to: '/orders', does: 'keys.orders' },
  { keys: ['g', 'r'], to: '/requests', does: 'keys.requests' },
  { keys: ['g', 'i'], to: '/invoices', does: 'keys.invoices' },
  { keys: ['g', 's'], to: '/set-up', does: 'keys.setUp' },
] as const satisfies readonly { keys: readonly string[]; to: LinkProps['to']; does: TextCode }[];

/** Whether keys without Ctrl or Cmd count, which speech input and trembling hands may not want (WCAG 2.1.4). */
export function useSingleKeys() {
  return useLocalStorage({ key: 'callout.single-keys', defaultValue: true });
}

interface Shortcuts {
  readonly onPalette: () => void;
  readonly onHelp: () => void;
  readonly onUndo: () => void;
}

/** Listens to the keys of the console wherever nothing is being typed. */
export function useShortcuts({ onPalette, onHelp, onUndo }: Shortcuts): void {
  const [areSingleOn] = useSingleKeys();
  const navigate = useNavigate();
  const whileOn = { enabled: areSingleOn, ignoreEventWhen: isInDialog, preventDefault: true };
  useHotkeys('mod+k', onPalette, { enableOnFormTags: true, preventDefault: true });
  useHotkeys('?', onHelp, { ...whileOn, useKey: true });
  useHotkeys('c', () => void navigate({ to: '/orders', search: { new: true } }), whileOn);
  useHotkeys('u', onUndo, whileOn);
  useHotkeys('/', focusSearch, { ...whileOn, useKey: true });
  useHotkeys(
    goingKeys.map(({ keys }) => keys.join('>')),
    (_, { keys }) => {
      const going = goingKeys.find((each) => each.keys.join() === keys?.join());
      if (going !== undefined) void navigate({ to: going.to });
    },
    { ...whileOn, preventDefault: false },
    [navigate],
  );
}

function isInDialog(): boolean {
  return document.querySelector('[role=dialog]') !== null;
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('main input[type=search]')?.focus();
}
