/** Where an order stands, in plain words. */
import type { OwnOrderRow } from '#contracts/http/service-orders-customer.ts';
import type { CustomerStatus } from '#domain/service-orders/customer-status.ts';

import { Badge } from '../ui/badge.tsx';
import type { Tone } from '../ui/badge.tsx';
import styles from './customer.module.css';
import { visitTime } from './dates.ts';
import { useSpeech } from './speaking.tsx';

/** What wants something of the reader stands out. */
const tones: Partial<Record<CustomerStatus, Tone>> = {
  asked: 'warn',
  rate: 'warn',
  planned: 'info',
  'on-the-way': 'info',
  'at-work': 'info',
  done: 'good',
};

export function StatusLine({ order }: { order: OwnOrderRow }) {
  const { say, locale } = useSpeech();
  const when = order.visit === null ? '' : visitTime(locale, order.visit);
  return (
    <p className={styles['status']}>
      <Badge tone={tones[order.status] ?? 'neutral'}>{say(`status.${order.status}`, { when })}</Badge>
      {order.isLate && <span>{say('list.late')}</span>}
    </p>
  );
}
