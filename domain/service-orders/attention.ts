/** Why an open order needs somebody: what the home page and the list's filter are made of. */
import { addMs, compareInstants, type Instant } from '../shared/instant.ts';
import type { PendingCommand } from './order.ts';

/**
 * `at-risk`: warned or overdue by its SLA. `waiting`: for somebody outside. `unplanned`: nobody is to go there and work has not begun.
 * `unsigned`: done and not accepted, or not all of it. `ready-to-post`: accepted, or some of its lines, and not posted; an order can be
 * both. `stuck`: a command, or what follows or undoes one, has been under way for too long.
 */
export const attentions = ['at-risk', 'waiting', 'unplanned', 'unsigned', 'ready-to-post', 'stuck'] as const;
export type Attention = (typeof attentions)[number];

/** A command's budget is half a minute; whoever is busy for twice as long hangs on something that fails. */
export const stuckAfterMs = 60_000;

/** Whether other services have been asked for something for too long. */
export function hasLongEffects(pending: readonly PendingCommand[], now: Instant): boolean {
  const before = addMs(now, -stuckAfterMs);
  return pending.some(({ decidedAt }) => compareInstants(decidedAt, before) < 0);
}
