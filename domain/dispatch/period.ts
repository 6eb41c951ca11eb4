/** A period of days that hours are asked for. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';

export interface Period {
  /** Local dates, both of them in the period. */
  readonly from: string;
  readonly to: string;
}

/** A quarter of a year: longer periods are asked for in parts. */
export const longestDays = 92;

const dayMs = 86_400_000;

/** Whether hours of a period may be asked for: it does not end before it begins, and is not too long. */
export function checkPeriod({ from, to }: Period): Decision<{ readonly days: number }, 'dispatch.period'> {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  return days >= 1 && days <= longestDays ? accept({ days }) : refuse('dispatch.period', { params: { longestDays } });
}
