/** Which keys do what, and the switch for those without Ctrl or Cmd. */
import { Kbd, Switch } from '@mantine/core';

import { NoticeDialog } from '../ui/dialog.tsx';
import { text } from '../ui/texts.ts';
import type { TextCode } from '../ui/texts.ts';
import { goingKeys, useSingleKeys } from './shortcuts.ts';
import styles from './shortcuts-dialog.module.css';

const rows: readonly { readonly keys: readonly string[]; readonly does: TextCode }[] = [
  { keys: [/mac/i.test(navigator.userAgent) ? '⌘' : 'Ctrl', 'K'], does: 'keys.palette' },
  { keys: ['?'], does: 'keys.help' },
  { keys: ['/'], does: 'keys.search' },
  { keys: ['c'], does: 'keys.newOrder' },
  { keys: ['u'], does: 'keys.undo' },
  ...goingKeys,
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [areSingleOn, setSingleOn] = useSingleKeys();
  return (
    <NoticeDialog title={text('keys.title')} onClose={onClose}>
      <dl className={styles['keys']}>
        {rows.map(({ keys, does }) => (
          <div key={does} className={styles['row']}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{text(does)}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label={text('keys.single')}
        description={text('keys.singleHelp')}
        checked={areSingleOn}
        onChange={(event) => setSingleOn(event.currentTarget.checked)}
      />
    </NoticeDialog>
  );
}
