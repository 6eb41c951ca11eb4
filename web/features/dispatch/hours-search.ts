/** The period of hours as it stands in the address. */
import * as z from 'zod';

import { LocalDate } from '#contracts/http/schemas.ts';

export const HoursSearch = z.object({
  from: LocalDate.optional().catch(undefined),
  to: LocalDate.optional().catch(undefined),
});
export type HoursSearch = z.infer<typeof HoursSearch>;

/** The month of a day, where the address names no period. */
export function periodOf({ from, to }: HoursSearch, today: Date): { readonly from: string; readonly to: string } {
  const [year, month] = [today.getFullYear(), today.getMonth()];
  return { from: from ?? dateOf(new Date(year, month, 1)), to: to ?? dateOf(new Date(year, month + 1, 0)) };
}

function dateOf(day: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
