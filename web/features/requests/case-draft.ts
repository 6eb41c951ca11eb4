/** A new case as its dialog holds it: what nobody said is shown as it will be, and left to the server. Pure. */
import type { CaseBeginning, SaidOfCase } from '#domain/setup/case-category.ts';

import { textOrNothing } from '../../ui/text-or-nothing.ts';

export interface StepDraft {
  readonly stepText: string;
  readonly stepOn: string;
}

/** Null when nothing was written; half a step is refused by its contract. */
export function stepOf({ stepText, stepOn }: StepDraft): { text: string; on: string } | null {
  return stepText.trim() === '' && stepOn === '' ? null : { text: stepText, on: stepOn };
}

/** What somebody said in the fields that a category fills; a field that nobody touched is absent. */
interface SaidInFields {
  readonly priority?: string;
  readonly ownerId?: string;
  readonly stepText?: string;
  readonly stepOn?: string;
}

export interface CaseDraft extends SaidInFields {
  readonly customerId: string;
  readonly category: string;
  readonly subject: string;
  readonly description: string;
}

/** What stands in the fields: what was said, and else what the case will begin with. */
export function shownIn(said: SaidInFields, { ownerId, priority, nextStep }: CaseBeginning): Required<SaidInFields> {
  return {
    priority: said.priority ?? priority ?? '',
    ownerId: said.ownerId ?? ownerId ?? '',
    stepText: said.stepText ?? nextStep?.text ?? '',
    stepOn: said.stepOn ?? nextStep?.on ?? '',
  };
}

/** What the server is told: a field that was emptied is none, and one that nobody touched is left out. */
export function saidOf(said: SaidInFields, begun: CaseBeginning): SaidOfCase {
  const nextStep = stepOf(shownIn(said, begun));
  return {
    ...(said.priority !== undefined && { priority: textOrNothing(said.priority) ?? null }),
    ...(said.ownerId !== undefined && { ownerId: textOrNothing(said.ownerId) ?? null }),
    ...((said.stepText !== undefined || said.stepOn !== undefined) && { nextStep }),
  };
}
