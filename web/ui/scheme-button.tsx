/** Light or dark, as somebody likes it. */
import { Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';

import styles from './scheme-button.module.css';
import { text } from './texts.ts';

/** Turns from light to dark and back; it is remembered in this browser. */
export function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      color="gray"
      aria-label={text('app.scheme')}
      title={text('app.scheme')}
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      <span aria-hidden="true" className={styles['scheme']} />
    </Button>
  );
}
