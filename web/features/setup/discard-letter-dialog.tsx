/** Saying that a message that was put aside is not to be applied any more, and why. */
import { Textarea } from '@mantine/core';

import type { FeedDoors } from '../../api/feeds.ts';
import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { text } from '../../ui/texts.ts';

interface DiscardLetterDialogProps {
  readonly letterId: string;
  readonly source: string;
  readonly doors: FeedDoors;
  readonly onClose: () => void;
}

export function DiscardLetterDialog({ letterId, source, doors, onClose }: DiscardLetterDialogProps) {
  const form = useDraft({ reason: '' });
  const discard = useIntent(doors.discard);
  const submit = () => {
    if (!form.isFit(doors.discard.body, form.draft)) return;
    discard.mutate({ params: { letterId }, body: form.draft }, { onSuccess: onClose, onError: form.onRefused });
  };
  return (
    <FormDialog
      title={text('feeds.letter.discardOf', { source })}
      submit={text('feeds.letter.discard')}
      isDanger
      isBusy={discard.isPending}
      error={discard.error}
      shownAtFields={form.errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <p>{text('feeds.letter.discardHelp')}</p>
      <Textarea
        label={text('feeds.letter.discardReason')}
        required
        rows={3}
        maxLength={500}
        data-autofocus
        {...form.field('reason')}
      />
    </FormDialog>
  );
}
