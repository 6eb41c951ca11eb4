/** What the dialog of a move holds, and the parts of the command that it makes. */
import { newVisitDraft } from '../../pickers/visit-fields.tsx';
import type { VisitDraft, visitOf } from '../../pickers/visit-fields.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { instantOf, ownTimeZone } from '../../ui/zoned-time.ts';

export interface MoveDraft {
  readonly reasonCode: string;
  readonly note: string;
  readonly waitingFor: string;
  /** What the customer is asked. */
  readonly question: string;
  /** `2026-03-29T08:30` on the reader's clock. */
  readonly until: string;
  readonly withVisit: boolean;
  readonly visit: VisitDraft;
}

export function newMoveDraft(): MoveDraft {
  const visit = newVisitDraft(Date.now());
  return { reasonCode: '', note: '', waitingFor: '', question: '', until: '', withVisit: false, visit };
}

/** The parts of the command; undefined while something is missing that the move needs. */
export function moveOf(draft: MoveDraft, needs: readonly string[], visit: ReturnType<typeof visitOf>) {
  const reasonCode = textOrNothing(draft.reasonCode);
  const waiting = waitingOf(draft);
  if (needs.includes('reasonCode') && reasonCode === undefined) return undefined;
  if (needs.includes('waitingFor') && waiting.waitingFor === undefined) return undefined;
  if (needs.includes('until') && waiting.until === undefined) return undefined;
  const note = textOrNothing(draft.note);
  return {
    reason: reasonCode === undefined ? {} : { reasonCode },
    note: note === undefined ? {} : { note },
    waiting,
    visit: visit === undefined ? {} : { visit },
  };
}

/** Whom the order then waits for, until when, and what the customer is asked; what is not said is left out. */
function waitingOf(draft: MoveDraft) {
  const [date = '', time = ''] = draft.until.split('T');
  const waitingFor = textOrNothing(draft.waitingFor);
  const until = instantOf({ date, time }, ownTimeZone());
  const question = textOrNothing(draft.question);
  return {
    ...(waitingFor === undefined ? {} : { waitingFor }),
    ...(until === undefined ? {} : { until }),
    ...(question === undefined ? {} : { question }),
  };
}
