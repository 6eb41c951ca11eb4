/** Reason codes: why something was done that needs a reason. Each says what it may be used for. */

/** What a reason can be asked for. */
export const reasonUses = [
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
export type ReasonUse = (typeof reasonUses)[number];

/** True when a reason code may be given for a use. */
export function isReasonFor(reason: { readonly uses: readonly string[]; readonly active: boolean }, use: ReasonUse) {
  return reason.active && reason.uses.includes(use);
}
