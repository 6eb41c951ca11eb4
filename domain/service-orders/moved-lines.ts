/** Moving lines between orders of one agreement, such as when a technician did the next visit's job today (vector V20). */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { nextNumber } from './lines.ts';
import type { OrderLine } from './order.ts';
import { namedBy, type Relations } from './relations.ts';

/** An order that lines leave or come to. */
export interface MovingOrder {
  readonly id: string;
  readonly number: string;
  readonly agreementId: string | null;
  readonly lines: readonly OrderLine[];
}

export interface Moved {
  /** The lines as they stay behind: cancelled, and saying where they went. */
  readonly left: readonly OrderLine[];
  /** The same as lines of the other order, in the same sequence; their parts are reserved there anew. */
  readonly arrived: readonly OrderLine[];
  /** What the lines name, which comes with them. */
  readonly relations: Relations;
  /** Nothing is left to do on the order that they left. */
  readonly isEmptied: boolean;
}

export type MoveLinesRefusalCode =
  | 'order.same-order'
  | 'order.other-agreement'
  | 'order.line-unknown'
  | 'order.line-posted'
  | 'order.line-cancelled'
  | 'order.parts-used'
  | 'order.parts-ordered-outside'
  | 'order.paid-back'
  | 'order.line-signed';

/** Moves lines to another order of the same agreement. What is posted, or used of the stock, stays where it happened. */
export function moveLines(
  source: MovingOrder & { readonly relations: Relations },
  target: MovingOrder,
  lineIds: readonly string[],
  newId: () => string,
): Decision<{ readonly moved: Moved }, MoveLinesRefusalCode> {
  if (source.id === target.id) return refuse('order.same-order');
  if (source.agreementId === null || source.agreementId !== target.agreementId) {
    return refuse('order.other-agreement', { params: { number: target.number } });
  }
  const lines = source.lines.filter(({ lineId }) => lineIds.includes(lineId));
  if (lines.length < new Set(lineIds).size) return refuse('order.line-unknown');
  for (const line of lines) {
    const code = whyItStays(line);
    if (code !== null) return refuse(code, { params: { line: line.lineNumber, lines: line.lineNumber } });
  }
  const first = nextNumber(target.lines);
  const arrived = lines.map((line, index) => ({
    ...line,
    ...{ lineId: newId(), lineNumber: first + index, reserved: 0, missing: 0 },
  }));
  const left = lines.map((line): OrderLine => ({
    ...line,
    ...{ status: 'cancelled', restoreStatus: null, movedTo: target.id },
  }));
  const open = source.lines.filter(({ lineId, status }) => status !== 'cancelled' && !lineIds.includes(lineId));
  return accept({
    moved: { left, arrived, relations: namedBy(lines, source.relations), isEmptied: open.length === 0 },
  });
}

function whyItStays({ status, issued, orderedOutside, expense, signedAt }: OrderLine): MoveLinesRefusalCode | null {
  if (status === 'posted') return 'order.line-posted';
  if (status === 'cancelled') return 'order.line-cancelled';
  if (signedAt !== null) return 'order.line-signed';
  if (issued > 0) return 'order.parts-used';
  if ((expense?.paidBackAt ?? null) !== null) return 'order.paid-back';
  return orderedOutside === null ? null : 'order.parts-ordered-outside';
}
