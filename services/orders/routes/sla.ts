/** Routes of SLA policies. The wire speaks of minutes and shares, the rules of milliseconds and percent. */
import type { Express } from 'express';
import * as z from 'zod';

import { slaRoutes, type SlaPolicy, type SlaPolicyTarget } from '#contracts/http/sla.ts';
import { message } from '#contracts/messages/en.ts';
import { latestSlaPolicy, slaPoliciesPage, slaPolicy } from '#db/queries/sla.ts';
import type { SlaPolicyRow } from '#db/queries/sla.ts';
import { transaction } from '#db/transaction.ts';
import { slaTargetNames, type SlaTarget, type WarningRung } from '#domain/sla/target.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { accepted } from '#platform/http/refusal.ts';
import { publishSlaPolicy, type SlaPolicyFault } from '#transactions/sla/publish-policy.ts';
import type { RouteParts } from '../kept-rows.ts';

const minuteMs = 60_000;

/** Mounts every route of the area `sla`. */
export function mountSlaRoutes(app: Express, { db, clock }: RouteParts): void {
  mount(app, slaRoutes.publish, async ({ actor, params, body }) => {
    const wish = { ...params, ...body, targets: body.targets.map(targetOf) };
    const { policy, isNew } = await transaction(db, actor, async (t) => {
      const decided = await publishSlaPolicy(t, actor, wish, clock.now());
      if (!decided.ok && 'faults' in decided) throw invalid(decided.faults);
      return accepted(decided);
    });
    return { status: isNew && policy.version === 1 ? 201 : 200, body: wireOf(policy) };
  });
  mount(app, slaRoutes.list, async ({ query }) => {
    const { limit, after } = pageRequest(query, z.string());
    const policies = await slaPoliciesPage(db, after ?? null, limit + 1);
    return { status: 200, body: pageOf(policies.map(wireOf), limit, (policy) => policy.id) };
  });
  mount(app, slaRoutes.read, async ({ params: { id }, query: { version } }) => {
    const policy = await (version === undefined ? latestSlaPolicy(db, id) : slaPolicy(db, id, version));
    if (policy === undefined) throw new ProblemError('resource.unknown');
    return { status: 200, body: wireOf(policy) };
  });
}

/** Shares are kept as percent to four places, so that 0.57 is 57 % and not a little less. */
function targetOf({ target, limitMinutes, warnAtShare, limitMinutesByPriority }: SlaPolicyTarget): SlaTarget {
  const warn =
    warnAtShare === null || warnAtShare === undefined
      ? null
      : { atPercent: Math.round(warnAtShare * 1_000_000) / 10_000 };
  const own = mapped(limitMinutesByPriority, (minutes) => minutes * minuteMs);
  return { target, limitMs: limitMinutes * minuteMs, warn, ...(own === undefined ? {} : { limitMsByPriority: own }) };
}

function wireOf({ id, version, name, calendarId, targets }: SlaPolicyRow): SlaPolicy {
  return {
    ...{ id, version, name, calendarId },
    targets: targets.map(({ target, limitMs, warn, limitMsByPriority }) => ({
      target: slaTargetNames.find((name) => name === target) ?? 'resolve',
      limitMinutes: limitMs / minuteMs,
      warnAtShare: shareOf(warn, limitMs),
      ...ofPriorities(limitMsByPriority),
    })),
  };
}

/** Nothing where no priority has a limit of its own. */
function ofPriorities(limits: SlaTarget['limitMsByPriority']) {
  const own = mapped(limits, (limitMs) => limitMs / minuteMs);
  return own === undefined ? {} : { limitMinutesByPriority: own };
}

function mapped(limits: Readonly<Record<string, number>> | undefined, to: (limit: number) => number) {
  const own = Object.entries(limits ?? {}).map(([priority, limit]) => [priority, to(limit)] as const);
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

function shareOf(warn: WarningRung | null, limitMs: number): number | null {
  if (warn === null) return null;
  return 'atPercent' in warn ? warn.atPercent / 100 : (limitMs - warn.beforeMs) / limitMs;
}

function invalid(faults: readonly SlaPolicyFault[]): ProblemError {
  const errors = faults.map(({ index, code }) => ({ pointer: `/targets/${index}`, message: message(code) }));
  return new ProblemError('sla-policy.invalid', { errors });
}
