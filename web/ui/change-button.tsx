/** The button in a row that opens what can be changed of it. */
import { Button } from '@mantine/core';

import { text } from './texts.ts';

export function ChangeButton({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="default" aria-label={text('list.changeOf', { name })} onClick={onClick}>
      {text('list.change')}
    </Button>
  );
}
