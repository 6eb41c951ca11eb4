/** What a rule needs to know beside the order: its stage model, calendar, SLA target and parameters. */
import { v7 as uuidv7 } from 'uuid';

import type { OrderRow } from '#db/queries/service-orders.ts';
import { parameterValue, setupValue } from '#db/queries/setup-copy.ts';
import { calendarVersion, latestCalendarVersion, latestSlaPolicy, slaPolicy } from '#db/queries/sla.ts';
import { stageModel } from '#db/queries/stage-models.ts';
import type { Transaction } from '#db/transaction.ts';
import type { DecisionContext, OrderCommand } from '#domain/service-orders/commands.ts';
import type { Held } from '#domain/service-orders/obstacles.ts';
import type { GivenReason } from '#domain/service-orders/reasons.ts';
import type { CompiledCalendar } from '#domain/sla/compiled-calendar.ts';
import { clocksOf } from '#domain/service-orders/sla-of-stage.ts';
import { earlier } from '#domain/shared/instant.ts';
import { addWorkingDays } from '#domain/sla/working-days.ts';
import { targetFor, type SlaTarget } from '#domain/sla/target.ts';
import { coverageOfOrder } from '../agreements/coverage-of-order.ts';
import { compiledCalendar } from '../sla/compiled-calendar.ts';

export interface Asked {
  /** The command's key. */
  readonly key: string;
  readonly at: string;
  /** The present. */
  readonly now: string;
  /** The command may end the order's work, so the reopening window is asked for. */
  readonly mayEnd: boolean;
  /** The command posts lines, so it is asked how they are charged. */
  readonly posts: boolean;
  /** Of who gave the command; null for the product itself. */
  readonly roles: Held;
}

/** The context of a decision about an order at an instant, under a key. */
export async function decisionContext(
  t: Transaction<'orders'>,
  row: OrderRow,
  { key, at, now, mayEnd, posts, roles }: Asked,
): Promise<DecisionContext> {
  return {
    ...{ at, now, key, roles, newId: uuidv7 },
    model: await stageModel(t, row.stageModelId, row.stageModelVersion),
    ...(await slaContext(t, row, at)),
    closesAt: mayEnd ? await endOfReopening(t, at) : at,
    budgetMs: await parameterValue(t, 'commandBudgetMs'),
    coverage: posts ? await coverageOfOrder(t, row) : undefined,
  };
}

/** What the set-up knows of the reason that a command gives; nothing for a log of the past, which says what was said then. */
export async function reasonGiven(
  t: Transaction<'orders'>,
  { recordedTime }: Pick<OrderRow, 'recordedTime'>,
  command: OrderCommand,
): Promise<GivenReason | undefined> {
  const id = reasonOf(command);
  if (recordedTime || id === null) return undefined;
  return { id, entry: (await setupValue(t, 'reason-code', id))?.data ?? null };
}

function reasonOf(command: OrderCommand): string | null {
  if (command.name === 'signOff') return command.noSignatureReasonCode;
  return 'reasonCode' in command ? command.reasonCode : null;
}

/** A clock that runs keeps its calendar's version; one that is still to begin takes the policy's calendar as it is now. */
export async function slaContext(t: Transaction<'orders'>, row: OrderRow, at: string): Promise<SlaContext> {
  const { sla, slaPolicyId, slaPolicyVersion } = row;
  const calendar = await calendarOfClocks(t, row, at);
  if (sla !== null) return { calendar, slaTarget: null };
  if (slaPolicyId === null || slaPolicyVersion === null) return { calendar: null, slaTarget: null };
  const policy = await slaPolicy(t, slaPolicyId, slaPolicyVersion);
  if (policy === undefined) return { calendar, slaTarget: null };
  const fresh = await contextOfPolicy(t, policy, { at, priority: row.priority });
  return { ...fresh, calendar: calendar ?? fresh.calendar };
}

/** All clocks of an order count by the calendar that the first of them began with; null before there is one. */
async function calendarOfClocks(t: Transaction<'orders'>, row: OrderRow, at: string): Promise<CompiledCalendar | null> {
  const [first, ...others] = clocksOf(row);
  if (first === undefined) return null;
  const from = others.reduce((earliest, clock) => earlier(earliest, clock.startedAt), first.startedAt);
  return compiledCalendar(t, first.calendarId, first.calendarVersion, from, at);
}

interface SlaContext {
  readonly calendar: CompiledCalendar | null;
  readonly slaTarget: SlaTarget | null;
}

interface Policy {
  readonly calendarId: string;
  readonly targets: readonly SlaTarget[];
}

/** A calendar that has not arrived here starts no clock. */
async function contextOfPolicy(
  t: Transaction<'orders'>,
  policy: Policy,
  { at, priority }: { readonly at: string; readonly priority: string },
): Promise<SlaContext> {
  const version = await latestCalendarVersion(t, policy.calendarId);
  const calendar = version === undefined ? null : await compiledCalendar(t, policy.calendarId, version, at);
  const target = policy.targets.find((each) => each.target === 'resolve');
  return { calendar, slaTarget: target === undefined ? null : targetFor(target, priority) };
}

/** What an SLA policy says for an order submitted at an instant; undefined for a policy that there is not. */
export async function slaAtCreation(
  t: Transaction<'orders'>,
  policyId: string | null,
  { submittedAt, priority }: { readonly submittedAt: string; readonly priority: string },
): Promise<SlaAtCreation | undefined> {
  if (policyId === null) return { calendar: null, slaTarget: null, slaTargets: [], policyVersion: null };
  const policy = await latestSlaPolicy(t, policyId);
  if (policy === undefined) return undefined;
  const further = policy.targets.filter(({ target }) => target !== 'resolve');
  const slaTargets = further.map((target) => targetFor(target, priority));
  const context = await contextOfPolicy(t, policy, { at: submittedAt, priority });
  return { ...context, slaTargets, policyVersion: policy.version };
}

interface SlaAtCreation extends SlaContext {
  /** Beside the one to resolve. */
  readonly slaTargets: readonly SlaTarget[];
  readonly policyVersion: number | null;
}

/** The end of the reopening window for an order that ends at an instant; without a calendar it closes at once. */
async function endOfReopening(t: Transaction<'orders'>, at: string): Promise<string> {
  const days = await parameterValue(t, 'reopeningWindowWorkingDays');
  if (days === 0) return at;
  const calendarId = await parameterValue(t, 'calendarId');
  const version = await latestCalendarVersion(t, calendarId);
  const calendar = version === undefined ? undefined : await calendarVersion(t, calendarId, version);
  if (!calendar) return at;
  const end = addWorkingDays(calendar, at, days);
  return end.ok ? end.at : at;
}
