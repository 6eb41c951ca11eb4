/** The state of an SLA clock, with when it is or was due. */
import type { SlaSnapshot } from '#contracts/events/service-orders-clocks.ts';

import { Badge } from './badge.tsx';
import type { Tone } from './badge.tsx';
import { dateTime, relative, shortDateTime } from './format.ts';
import styles from './sla-badge.module.css';
import { text, textOf } from './texts.ts';

const tones: Readonly<Record<string, Tone>> = {
  running: 'info',
  paused: 'neutral',
  warned: 'warn',
  breached: 'bad',
  met: 'good',
  'met-late': 'bad',
};

/** States in which the due time still says something. */
const counting = ['running', 'warned', 'breached'];

export function SlaBadge({ sla, nowMs }: { sla: SlaSnapshot | null; nowMs: number }) {
  if (sla === null || sla.state === 'none') return <span className={styles['quiet']}>{text('none')}</span>;
  const { state, dueAt } = sla;
  const tone = tones[state] ?? 'neutral';
  if (dueAt === null || !counting.includes(state)) return <Badge tone={tone}>{textOf('sla.name', state)}</Badge>;
  return (
    <span className={styles['sla']}>
      <Badge tone={tone} title={dateTime(dueAt)}>
        {textOf('sla.name', state)}
      </Badge>
      <span className={styles['quiet']}>
        <time dateTime={dueAt}>{shortDateTime(dueAt)}</time> ({relative(dueAt, nowMs)})
      </span>
    </span>
  );
}
