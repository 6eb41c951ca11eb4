/** A new case as its dialog holds it: what its category says stands in the fields until somebody says otherwise. Pure. */
import type { CaseDefaults } from '#domain/setup/case-category.ts';
import { addDays } from '#domain/sla/local-time.ts';

export interface CaseDraft {
  readonly customerId: string;
  readonly category: string;
  readonly subject: string;
  readonly description: string;
  readonly priority: string;
  readonly ownerId: string;
  readonly stepText: string;
  readonly stepOn: string;
}

type Begun = Pick<CaseDraft, 'priority' | 'ownerId' | 'stepText' | 'stepOn'>;

/** Who opens it, and the reader's own day. */
export interface Opening {
  readonly ownId: string;
  readonly today: string;
}

/** What a category puts into the fields; where it says nothing, the case is of who opens it. */
export function begunWith({ ownerId, priorityId, firstStep }: CaseDefaults, { ownId, today }: Opening): Begun {
  return {
    priority: priorityId ?? '',
    ownerId: ownerId ?? ownId,
    stepText: firstStep?.text ?? '',
    stepOn: firstStep === undefined ? '' : addDays(today, firstStep.withinDays),
  };
}

/** Another category changes what the one before had put in, and nothing that somebody wrote. */
export function withCategory(draft: CaseDraft, category: string, before: Begun, after: Begun): CaseDraft {
  const kept = (name: keyof Begun) => (draft[name] === before[name] ? after[name] : draft[name]);
  return {
    ...{ ...draft, category, priority: kept('priority'), ownerId: kept('ownerId') },
    ...{ stepText: kept('stepText'), stepOn: kept('stepOn') },
  };
}
