/** Which reasons a command takes: codes of the set-up, for what it does or of those that the stage names. */
import { isReasonFor, type ReasonUse, type ToldReason } from '../setup/reason-code.ts';
import type { OrderRefusal } from './commands.ts';
import type { MoveName } from './obstacles.ts';
import type { PossibleMove } from './stage-model.ts';

/** The reason that a command gives, and what the set-up knows of it; null when it knows no such code. */
export interface GivenReason {
  readonly id: string;
  readonly entry: ToldReason | null;
}

/** What the reason of a move is a reason for. */
export function reasonUseOf(name: MoveName, move: Pick<PossibleMove, 'waits'>): ReasonUse {
  const uses = { cancel: 'cancellation', revoke: 'revocation', reopen: 'reopening' } as const;
  if (name !== 'changeStage') return uses[name];
  return move.waits ? 'waiting' : 'backward-move';
}

/**
 * What is wrong with a reason: unknown or out of use, or not for this. `wanted` is a use, the codes of which it must be one, or null
 * where nobody asked for a reason. A reason that is not judged, such as that of a log, is undefined.
 */
export function reasonFault(
  reason: GivenReason | undefined,
  wanted: ReasonUse | readonly string[] | null,
): OrderRefusal | null {
  if (reason === undefined) return null;
  const { id, entry } = reason;
  if (entry === null || !entry.active) return { code: 'order.reason-unknown', params: { reason: id } };
  if (wanted === null) return null;
  const fits = typeof wanted === 'string' ? isReasonFor(entry, wanted) : wanted.includes(id);
  return fits ? null : { code: 'order.reason-unfit', params: { reason: id } };
}
