/** Acknowledging the lines of the inbox that are chosen, or all that are new: all until the latest that is shown, because what came since was not seen. */
import { Button, Group } from '@mantine/core';

import { notificationRoutes } from '#contracts/http/notifications.ts';

import { useIntent } from '../../api/queries.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import type { Selection } from '../../ui/use-selection.ts';

interface AcknowledgeManyProps {
  readonly selection: Selection;
  /** How many of all are new. */
  readonly open: number;
  /** When the latest line that is shown was written. */
  readonly latest: string | undefined;
}

export function AcknowledgeMany({ selection, open, latest }: AcknowledgeManyProps) {
  const acknowledge = useIntent(notificationRoutes.acknowledgeMany);
  const { chosen, chooseAll } = selection;
  const settle = { onSuccess: () => chooseAll(false) };
  return (
    <>
      <Group gap="sm">
        {chosen.length > 0 && (
          <Button
            size="compact-md"
            loading={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ body: { notificationIds: [...chosen] } }, settle)}
          >
            {text('inbox.acknowledgeChosen', { count: chosen.length })}
          </Button>
        )}
        <Button
          size="compact-md"
          variant="default"
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ body: { until: latest } }, settle)}
        >
          {text('inbox.acknowledgeAll', { count: open })}
        </Button>
      </Group>
      <ProblemNote error={acknowledge.error} />
    </>
  );
}
