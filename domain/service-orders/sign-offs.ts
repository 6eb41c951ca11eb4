/** Every acceptance of an order that was given, each by itself: what it holds, and what is in the way of taking it back. */
import type { Instant } from '../shared/instant.ts';
import type { OrderRefusal } from './commands.ts';
import type { OrderFact } from './facts.ts';
import type { OrderLine, ServiceOrder } from './order.ts';

export interface GivenSignOff {
  /** The order's version that has it, which it is known by. */
  readonly version: number;
  readonly signedAt: Instant;
  /** What it accepted; what was accepted before belongs to another. */
  readonly lineIds: readonly string[];
  /** The order counts as signed by it. */
  readonly whole: boolean;
  readonly signatureFileId: string | null;
  readonly noSignatureReasonCode: string | null;
  readonly documentSha256: string | null;
  readonly undone: UndoneSignOff | null;
}

interface UndoneSignOff {
  readonly at: Instant;
  /** Null where the order was reopened without one. */
  readonly reasonCode: string | null;
}

/** Whether the order as a whole is accepted by these facts: whoever accepts only lines of it does not sign the order. */
export function acceptsOrder(facts: readonly Pick<OrderFact, 'name'>[]): boolean {
  return facts.some(({ name }) => name === 'signedOff');
}

/** Whether it is the acceptance under which the order counts as signed now. */
export function isSignOffOf({ signOff }: Pick<ServiceOrder, 'signOff'>, given: GivenSignOff): boolean {
  return given.whole && given.undone === null && signOff?.signedAt === given.signedAt;
}

type Signed = Pick<ServiceOrder, 'signOffs' | 'lines'>;

/** The lines that are accepted by it: what was revived since waits to be accepted anew. */
export function linesHeldBy({ lines }: Pick<ServiceOrder, 'lines'>, signOff: GivenSignOff): readonly OrderLine[] {
  return lines.filter(
    ({ lineId, signedAt, status }) =>
      (status === 'confirmed' || status === 'posted') &&
      signedAt === signOff.signedAt &&
      signOff.lineIds.includes(lineId),
  );
}

/** Those that were not taken back and accept something. */
export function standingSignOffs(order: Signed): readonly GivenSignOff[] {
  return order.signOffs.filter((each) => each.undone === null && (each.whole || linesHeldBy(order, each).length > 0));
}

/** What was posted on it stays accepted; on one that accepted nothing beside others, whatever was posted. */
export function whyItIsKept(order: Signed, signOff: GivenSignOff): OrderRefusal | null {
  const held = linesHeldBy(order, signOff);
  const posted = (held.length === 0 ? order.lines : held).filter(({ status }) => status === 'posted');
  if (posted.length === 0) return null;
  return { code: 'order.lines-posted', params: { lines: posted.map(({ lineNumber }) => lineNumber).join(', ') } };
}

/** Those that can be taken back. */
export function undoableSignOffs(order: Signed): readonly GivenSignOff[] {
  return standingSignOffs(order).filter((each) => whyItIsKept(order, each) === null);
}

/** Marks the ones of these versions as taken back. */
export function withoutSignOffs(
  signOffs: readonly GivenSignOff[],
  versions: readonly number[],
  undone: UndoneSignOff,
): readonly GivenSignOff[] {
  return signOffs.map((each) => (versions.includes(each.version) ? { ...each, undone } : each));
}
