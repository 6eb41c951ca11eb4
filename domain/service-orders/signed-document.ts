/** What a customer signs, as canonical JSON: the same lines give the same text, whose hash proves later what was signed. */
import type { OrderLine, ServiceOrder } from './order.ts';

/** Words of lines by their ids; they stay in rows. */
export type LineWords = Readonly<Record<string, string | null>>;

interface SignedLine {
  readonly category: string;
  readonly chargeable: boolean;
  readonly description: string | null;
  readonly itemId: string | null;
  readonly lineId: string;
  readonly lineNumber: number;
  readonly quantity: number;
  readonly technicianId: string | null;
  readonly type: string;
  readonly workDate: string;
}

/** The confirmed lines of an order as they are signed; members stand in the sequence of the alphabet, lines of their numbers. */
export function signedDocument({ number, lines }: Pick<ServiceOrder, 'number' | 'lines'>, words: LineWords): string {
  const signed = lines
    .filter(({ status }) => status === 'confirmed')
    .toSorted((one, other) => one.lineNumber - other.lineNumber)
    .map((line) => signedLine(line, words));
  return JSON.stringify({ lines: signed, order: number });
}

function signedLine(line: Omit<OrderLine, 'status'>, words: LineWords): SignedLine {
  const { category, chargeable, itemId, lineId, lineNumber, technicianId, type, workDate } = line;
  const description = words[lineId] ?? null;
  const quantity = line.quantity ?? line.plannedQuantity ?? 0;
  return { category, chargeable, description, itemId, lineId, lineNumber, quantity, technicianId, type, workDate };
}

/** The numbers of the lines that are not what was signed any more: changed, cancelled or added since, and not posted before. */
export function changedSinceSigning(
  document: string,
  { lines }: Pick<ServiceOrder, 'lines'>,
  words: LineWords,
): readonly number[] {
  const signed = linesOf(document);
  return lines
    .filter((line) => {
      const before = signed.get(line.lineId);
      if (before === undefined) return line.status === 'confirmed';
      const stands = line.status === 'confirmed' || line.status === 'posted';
      return !stands || JSON.stringify(signedLine(line, words)) !== before;
    })
    .map(({ lineNumber }) => lineNumber);
}

function linesOf(document: string): ReadonlyMap<string, string> {
  const read: unknown = JSON.parse(document);
  const lines =
    typeof read === 'object' && read !== null && 'lines' in read && Array.isArray(read.lines) ? read.lines : [];
  return new Map(lines.map((line: { readonly lineId: string }) => [line.lineId, JSON.stringify(line)]));
}
