/** SLA targets as policy: how much working time there is, and when to warn. */
import { refuse, type Refusal } from '../shared/decision.ts';

/** When to warn: at a share of the limit in whole percent, or some working time before it is used up. */
export type WarningRung = { readonly atPercent: number } | { readonly beforeMs: number };

/** One target of an SLA, such as `resolve` within 8 working hours, warned at 75 %. */
export type SlaTarget = {
  readonly target: string;
  readonly limitMs: number;
  readonly warn: WarningRung | null;
  /** For priorities that have a limit of their own, by their ids. */
  readonly limitMsByPriority?: Readonly<Record<string, number>> | undefined;
};

/** The target of one priority: its own limit where the policy has one, the warning at the same share. */
export function targetFor({ target, limitMs, warn, limitMsByPriority }: SlaTarget, priority: string | null): SlaTarget {
  const own = priority === null ? undefined : limitMsByPriority?.[priority];
  return { target, limitMs: own ?? limitMs, warn };
}

/** What an order may have a clock for: until it is done, until somebody has answered, until somebody is there. */
export const slaTargetNames = ['resolve', 'respond', 'arrive'] as const;
export type SlaTargetName = (typeof slaTargetNames)[number];

/** The targets beside the one to resolve: an order has a clock for each that its policy and its stages name. */
export const furtherTargets = ['respond', 'arrive'] as const satisfies readonly SlaTargetName[];

/** Why a target cannot be published. */
export type SlaTargetRefusalCode = 'sla.limit-invalid' | 'sla.rung-outside-target';

/** Every reason why the target cannot be published: a limit that is no positive whole number of ms, or a rung outside it. */
export function validateSlaTarget(whole: SlaTarget): readonly Refusal<SlaTargetRefusalCode>[] {
  const { target, limitMs, warn, limitMsByPriority = {} } = whole;
  const params = { target };
  const limits = [limitMs, ...Object.values(limitMsByPriority)];
  if (limits.some((limit) => !Number.isSafeInteger(limit) || limit <= 0))
    return [refuse('sla.limit-invalid', { params }).refusal];
  if (warn === null || warnAfterMs(limitMs, warn) !== null) return [];
  return [refuse('sla.rung-outside-target', { params }).refusal];
}

/**
 * The working time after which to warn, in whole ms; null without a rung, and for one that lies at or before the start
 * or not before the end of the target (a warning for every order at its creation is noise).
 */
export function warnAfterMs(limitMs: number, warn: WarningRung | null): number | null {
  if (warn === null) return null;
  const after = 'beforeMs' in warn ? limitMs - warn.beforeMs : Math.floor((limitMs * warn.atPercent) / 100);
  return Number.isSafeInteger(after) && after > 0 && after < limitMs ? after : null;
}
