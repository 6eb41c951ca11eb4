/** What recorded times amount to when a visit is finished: the basis of proposed hour lines. */
import { diffMs } from '../shared/instant.ts';
import type { RecordedTime, TimeKind } from './visit.ts';

export interface WorkedMinutes {
  readonly kind: TimeKind;
  readonly technicianId: string;
  /** Whole minutes, at least 1. */
  readonly minutes: number;
}

/**
 * The minutes of each kind and technician, in order of their first start. Stretches are summed to the millisecond and
 * a started minute counts once per sum, not once per stretch. Times that still run do not count.
 */
export function workedMinutes(times: readonly RecordedTime[]): readonly WorkedMinutes[] {
  const sums = new Map<string, { kind: TimeKind; technicianId: string; ms: number }>();
  for (const { kind, technicianId, startedAt, endedAt } of times) {
    if (endedAt === null) continue;
    const key = `${kind} ${technicianId}`;
    const sum = sums.get(key) ?? { kind, technicianId, ms: 0 };
    sums.set(key, { ...sum, ms: sum.ms + diffMs(startedAt, endedAt) });
  }
  return [...sums.values()]
    .map(({ kind, technicianId, ms }) => ({ kind, technicianId, minutes: Math.ceil(ms / 60_000) }))
    .filter((sum) => sum.minutes > 0);
}
