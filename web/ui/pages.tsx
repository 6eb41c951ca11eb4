/** Leads through a list that comes in pages. */
import { Button, Group } from '@mantine/core';

import { text } from './texts.ts';

interface PagesProps {
  readonly isFirst: boolean;
  /** The cursor of the page behind; undefined on the last. */
  readonly next: string | undefined;
  readonly onPage: (cursor: string | undefined) => void;
}

export function Pages({ isFirst, next, onPage }: PagesProps) {
  if (isFirst && next === undefined) return null;
  return (
    <Group gap="sm" justify="flex-end">
      {!isFirst && (
        <Button variant="default" onClick={() => onPage(undefined)}>
          {text('orders.first')}
        </Button>
      )}
      {next !== undefined && (
        <Button variant="default" onClick={() => onPage(next)}>
          {text('orders.next')}
        </Button>
      )}
    </Group>
  );
}
