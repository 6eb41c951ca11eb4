/** Drawing up the lines of an agreement: which stay the lines that they were, and which are new. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import type { AgreementLine, AgreementLineType } from './agreement.ts';

/** A line as it is asked for; with the id of one that is there it takes its place, number and flag. */
export interface LineDraft {
  readonly lineId?: string | undefined;
  readonly type: AgreementLineType;
  readonly category: string;
  readonly itemId?: string | null | undefined;
  readonly technicianId?: string | null | undefined;
  readonly quantity: number;
  readonly description?: string | null | undefined;
  readonly objectId?: string | null | undefined;
  readonly task?: string | null | undefined;
  readonly startsOn?: string | undefined;
  readonly endsOn?: string | null | undefined;
  readonly stopped?: boolean | undefined;
}

/** All lines of an agreement from now on. A number is not given twice while its line is there. */
export function drawUpLines(
  before: readonly AgreementLine[],
  drafts: readonly LineDraft[],
  { startsOn, newId }: { readonly startsOn: string; readonly newId: () => string },
): Decision<{ readonly lines: readonly AgreementLine[] }, 'agreement.line-unknown'> {
  let last = Math.max(0, ...before.map(({ lineNumber }) => lineNumber));
  const lines: AgreementLine[] = [];
  for (const draft of drafts) {
    const same = before.find(({ lineId }) => lineId === draft.lineId);
    const isTwice = lines.some(({ lineId }) => lineId === draft.lineId);
    if (draft.lineId !== undefined && (same === undefined || isTwice)) return refuse('agreement.line-unknown');
    if (same === undefined) last += 1;
    const place = same ?? { lineId: newId(), lineNumber: last, startsOn, stopped: false };
    lines.push(lineAt(place, draft));
  }
  return accept({ lines });
}

function lineAt(
  { lineId, lineNumber, ...kept }: Pick<AgreementLine, 'lineId' | 'lineNumber' | 'startsOn' | 'stopped'>,
  { type, category, quantity, ...draft }: LineDraft,
): AgreementLine {
  const { itemId = null, technicianId = null, description = null } = draft;
  const { objectId = null, task = null, endsOn = null, startsOn = kept.startsOn, stopped = kept.stopped } = draft;
  return {
    ...{ lineId, lineNumber, type, category, itemId, technicianId, quantity, description },
    ...{ objectId, task, startsOn, endsOn, stopped },
  };
}
