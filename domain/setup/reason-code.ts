/** Reason codes: why something was done that needs a reason. Each says what it may be used for. */

/** What a reason could be asked for when the set-up’s events were first told: they name these alone, and have a list for all. */
export const firstReasonUses = [
  'backward-move',
  'waiting',
  'cancellation',
  'reopening',
  'revocation',
  'visit-overlap',
  'no-signature',
  'request-rejection',
  'line-cancellation',
] as const;
type FirstReasonUse = (typeof firstReasonUses)[number];

/** What a reason can be asked for. */
export const reasonUses = [...firstReasonUses, 'late-sign-off', 'sign-off-undone'] as const;
export type ReasonUse = (typeof reasonUses)[number];

/** The use whose codes were taken before there were codes of their own, and are taken still. */
const olderUse: Readonly<Record<Exclude<ReasonUse, FirstReasonUse>, FirstReasonUse>> = {
  'late-sign-off': 'waiting',
  'sign-off-undone': 'reopening',
};

/** A reason code as its service told it: `allUses` is there where `uses` cannot name every use of it. */
export interface ToldReason {
  readonly uses: readonly string[];
  readonly allUses?: readonly string[] | undefined;
  readonly active: boolean;
}

/** True when a reason code may be given for a use. */
export function isReasonFor(reason: ToldReason, use: ReasonUse): boolean {
  if (!reason.active) return false;
  const uses = reason.allUses ?? reason.uses;
  return uses.includes(use) || (!isFirst(use) && uses.includes(olderUse[use]));
}

/** The reason codes to choose from: those for just this, else those that were taken before there were any. */
export function reasonsToOffer<Reason extends ToldReason>(
  reasons: readonly Reason[],
  use: ReasonUse,
): readonly Reason[] {
  const fit = reasons.filter((reason) => isReasonFor(reason, use));
  const own = fit.filter(({ uses, allUses = uses }) => allUses.includes(use));
  return own.length === 0 ? fit : own;
}

/** The uses as events tell them: in words that readers of the first events know, with all of them where these do not say it. */
export function toldUses(uses: readonly ReasonUse[]): {
  readonly uses: FirstReasonUse[];
  readonly allUses?: ReasonUse[];
} {
  const first = uses.filter(isFirst);
  if (first.length === uses.length) return { uses: first };
  const known = uses.map((use) => (isFirst(use) ? use : olderUse[use]));
  return { uses: first.length > 0 ? first : [...new Set(known)], allUses: [...uses] };
}

function isFirst(use: ReasonUse): use is FirstReasonUse {
  return use !== 'late-sign-off' && use !== 'sign-off-undone';
}
