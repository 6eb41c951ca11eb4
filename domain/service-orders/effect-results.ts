/** Reads what effects answered into facts of the order. Results are the contract of contracts/workflows/effects.ts. */
import type { EffectAnswer, EffectAnswers } from './commands.ts';
import type { PartsOfLine, PlannedVisit, PostedLine } from './facts.ts';
import type { ServiceOrder } from './order.ts';
import { compareQuantities, subtractQuantity } from '../shared/quantity.ts';

interface Reservations {
  readonly lines: readonly { readonly lineId: string; readonly reserved: number; readonly missing: number }[];
}
interface Issues {
  readonly lines: readonly { readonly lineId: string; readonly issued: number; readonly missing: number }[];
}
interface Prices {
  readonly currency: string;
  readonly lines: readonly PostedLine[];
}

function resultOf<Result>(answer: EffectAnswer | undefined): Result | null {
  return answer?.ok ? (answer.result as Result) : null;
}

/** Reserved, missing and issued of every line that the answers speak of. */
export function partsOf(order: ServiceOrder, answers: EffectAnswers): readonly PartsOfLine[] {
  const reservations = resultOf<Reservations>(answers.setReservations);
  const issues = resultOf<Issues>(answers.issueParts);
  if (!reservations && !issues) return [];
  const reservedBy = new Map(reservations?.lines.map((line) => [line.lineId, line]));
  const issuedBy = new Map(issues?.lines.map((line) => [line.lineId, line]));
  return order.lines.flatMap((line): PartsOfLine[] => {
    if (line.type !== 'item') return [];
    const reserved = reservations ? (reservedBy.get(line.lineId) ?? { reserved: 0, missing: 0 }) : line;
    const issue = issuedBy.get(line.lineId);
    if (!issue)
      return [{ lineId: line.lineId, reserved: reserved.reserved, missing: reserved.missing, issued: line.issued }];
    const left = subtractQuantity(reserved.reserved, subtractQuantity(issue.issued, line.issued));
    return [
      {
        lineId: line.lineId,
        reserved: compareQuantities(left, 0) > 0 ? left : 0,
        missing: issue.missing,
        issued: issue.issued,
      },
    ];
  });
}

export function finishedVisitsOf(answers: EffectAnswers): readonly string[] {
  return resultOf<{ visitIds: readonly string[] }>(answers.finishVisits)?.visitIds ?? [];
}

/** The visit that was planned for a technician; null when none was asked for, or it was refused. */
export function plannedVisitOf(answers: EffectAnswers, technicianId: string): PlannedVisit | null {
  const result = resultOf<{ visitId: string; technicianNumber?: string }>(answers.planVisit);
  return result && { visitId: result.visitId, technicianId, technicianNumber: result.technicianNumber ?? null };
}

export function pricesOf(answers: EffectAnswers): Prices | null {
  return resultOf<Prices>(answers.postLines ?? answers.priceOrder);
}

export function proposalOf(answers: EffectAnswers): string | null {
  const answer = answers.postLines ?? answers.proposeInvoice;
  return resultOf<{ proposalId: string | null }>(answer)?.proposalId ?? null;
}
