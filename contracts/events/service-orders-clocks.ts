/** What events of orders say of their SLA clocks. */
import * as z from 'zod';

import { Instant } from '../http/schemas.ts';

/** The SLA clock after the event, as far as readers need it. */
export const SlaSnapshot = z.object({
  state: z.string(),
  dueAt: Instant.nullable(),
  warnAt: Instant.nullable(),
  breachedAt: Instant.nullable(),
  metAt: Instant.nullable(),
});
export type SlaSnapshot = z.infer<typeof SlaSnapshot>;

/** The same of a target by its name. */
export const ClockSnapshot = SlaSnapshot.extend({ target: z.string().max(100) });
