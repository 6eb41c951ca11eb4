/** What is said of an expense in the list of lines: who paid how much, and the receipt. */
import { useCurrency } from '../../api/setup.ts';
import type { Names } from '../../api/names.ts';
import { money } from '../../ui/format.ts';
import { text } from '../../ui/texts.ts';
import type { OrderLine } from './order-lines.tsx';
import styles from './order-page.module.css';
import { ReceiptLink } from './receipt-link.tsx';

export function ExpenseWords({ line, technicians }: { line: OrderLine; technicians: Names }) {
  const currency = useCurrency() ?? 'EUR';
  const { expense, lineNumber } = line;
  if (expense === null) return null;
  const { receiptFileId, payBackTo, paidMinor, paidBackAt } = expense;
  const name = technicians.get(payBackTo ?? '') ?? text('loading');
  const code = payBackTo === null ? 'companyPaid' : paidBackAt === null ? 'toPayBack' : 'paidBack';
  return (
    <span className={styles['quiet']}>
      {paidMinor !== null && text(`expense.${code}`, { amount: money({ amount: paidMinor, currency }), name })}{' '}
      {receiptFileId !== null && <ReceiptLink fileId={receiptFileId} lineNumber={lineNumber} />}
    </span>
  );
}
