/** The way to a receipt, which opens beside the page. */
import { fileRoutes } from '#contracts/http/files.ts';
import { addressOf } from '#contracts/http/route.ts';

import { text } from '../../ui/texts.ts';

interface ReceiptLinkProps {
  readonly fileId: string;
  /** Null where there is only one. */
  readonly lineNumber: number | null;
}

export function ReceiptLink({ fileId, lineNumber }: ReceiptLinkProps) {
  const label = lineNumber === null ? {} : { 'aria-label': text('expense.receiptOpen', { number: lineNumber }) };
  return (
    <a href={addressOf(fileRoutes.read, { fileId })} target="_blank" rel="noreferrer" {...label}>
      {text('expense.receipt')}
    </a>
  );
}
