/** The receipt of an expense, who paid, and how much. */
import { Button, FileInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';

import { fileMimes } from '#contracts/http/files.ts';

import { uploadOwn } from '../../api/upload-own.ts';
import { TechnicianSelect } from '../../pickers/technician-select.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import type { ExpenseDraft } from './expense-draft.ts';
import { ReceiptLink } from './receipt-link.tsx';
import styles from './forms.module.css';

interface ExpenseFieldsProps {
  readonly draft: ExpenseDraft;
  readonly currency: string;
  /** The number of the line; null for a new one. */
  readonly lineNumber: number | null;
  readonly onChange: (draft: ExpenseDraft) => void;
  readonly isPaidWrong: boolean;
}

export function ExpenseFields({ draft, currency, lineNumber, onChange, isPaidWrong }: ExpenseFieldsProps) {
  const set = (part: Partial<ExpenseDraft>) => onChange({ ...draft, ...part });
  const send = useMutation({
    mutationFn: uploadOwn,
    onSuccess: ({ fileId }) => set({ receiptFileId: fileId }),
  });
  return (
    <>
      <div className={styles['fields']}>
        <TechnicianSelect
          label={text('expense.payBackTo')}
          description={text('expense.payBackToHelp')}
          value={draft.payBackTo}
          onChange={(payBackTo) => set({ payBackTo })}
        />
        <TextInput
          label={text('expense.paid', { currency })}
          description={text('expense.paidHelp')}
          inputMode="decimal"
          maxLength={20}
          required={draft.payBackTo !== ''}
          value={draft.paid}
          onChange={(event) => set({ paid: event.currentTarget.value })}
          error={isPaidWrong ? text('expense.paidMissing') : null}
        />
        <FileInput
          label={text('expense.receipt')}
          description={text('expense.receiptHelp')}
          placeholder={text(send.isPending ? 'expense.receiptSending' : 'expense.receiptChoose')}
          accept={fileMimes.join(',')}
          disabled={send.isPending}
          value={null}
          onChange={(file) => file !== null && send.mutate(file)}
        />
      </div>
      {draft.receiptFileId !== '' && (
        <span>
          <ReceiptLink fileId={draft.receiptFileId} lineNumber={lineNumber} />{' '}
          <Button
            size="compact-xs"
            variant="default"
            aria-label={text('expense.receiptRemove')}
            onClick={() => set({ receiptFileId: '' })}
          >
            {text('files.remove')}
          </Button>
        </span>
      )}
      <ProblemNote error={send.error} />
    </>
  );
}
