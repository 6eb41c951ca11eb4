/** What acceptances make of an order: its lines, whether it counts as signed, and the list of those that were given. */
import type { Instant } from '../shared/instant.ts';
import type { OrderFact, OrderFactData } from './facts.ts';
import { signedLines, unsignedLines, type OrderLine, type ServiceOrder } from './order.ts';
import { standingSignOffs, undoableSignOffs, withoutSignOffs } from './sign-offs.ts';

type Fact<Name extends OrderFact['name']> = Extract<OrderFact, { readonly name: Name }>;

/** The customer accepts some lines, or all that was done; what was accepted before keeps its own instant. */
export function withAcceptance(
  order: ServiceOrder,
  { name, data }: Fact<'signedOff'> | Fact<'linesSigned'>,
): Partial<ServiceOrder> {
  const whole = name === 'signedOff';
  const lineIds = whole ? idsOf(unsignedLines(order)) : data.lineIds;
  const { signedAt, signatureFileId, noSignatureReasonCode, documentSha256 } = data;
  const given = { signedAt, lineIds, whole, signatureFileId, noSignatureReasonCode, documentSha256, undone: null };
  return {
    signOffs: [...order.signOffs, { version: order.version + 1, ...given }],
    lines: signed(order, lineIds, signedAt),
    ...(whole ? wholeOf(data) : {}),
  };
}

function wholeOf(fact: OrderFactData<'signedOff'>): Partial<ServiceOrder> {
  const { sla, clocks, signatureSha256: _, ...signOff } = fact;
  return { signOff, sla, ...(clocks && { clocks }) };
}

/** One was taken back, or all where the fact names none; what others accepted stays as it is. */
export function withoutAcceptance(
  order: ServiceOrder,
  { name, data }: Fact<'linesUnsigned'> | Fact<'signOffUndone'>,
  at: Instant,
): Partial<ServiceOrder> {
  const versions = data.signOff === undefined ? versionsOf(standingSignOffs(order)) : [data.signOff];
  const { reasonCode, lineIds = idsOf(signedLines(order)) } = data;
  const left = {
    signOffs: withoutSignOffs(order.signOffs, versions, { at, reasonCode }),
    lines: signed(order, lineIds, null),
  };
  return name === 'linesUnsigned'
    ? left
    : { ...left, signOff: null, sla: data.sla, clocks: data.clocks ?? order.clocks };
}

/** A reopened order waits to be accepted anew, but for what was posted. */
export function reopenedSignOffs(
  order: ServiceOrder,
  undone: { readonly at: Instant; readonly reasonCode: string | null },
): Pick<ServiceOrder, 'signOff' | 'signOffs' | 'lines'> {
  const lines = signed(order, idsOf(signedLines(order)), null);
  return {
    signOff: null,
    lines,
    signOffs: withoutSignOffs(order.signOffs, versionsOf(undoableSignOffs(order)), undone),
  };
}

function signed({ lines }: ServiceOrder, lineIds: readonly string[], signedAt: Instant | null): readonly OrderLine[] {
  return lineIds.length === 0
    ? lines
    : lines.map((line) => (lineIds.includes(line.lineId) ? { ...line, signedAt } : line));
}

function idsOf(lines: readonly OrderLine[]): readonly string[] {
  return lines.map(({ lineId }) => lineId);
}

function versionsOf(signOffs: ServiceOrder['signOffs']): readonly number[] {
  return signOffs.map(({ version }) => version);
}
