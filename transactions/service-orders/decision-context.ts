/** What a rule needs to know beside the order: its stage model, calendar, SLA target and parameters. */
import { v7 as uuidv7 } from 'uuid';

import type { OrderRow } from '#db/queries/service-orders.ts';
import { parameterValue, setupValue } from '#db/queries/setup-copy.ts';
import { compiledCalendar, slaPolicyVersion } from '#db/queries/sla.ts';
import { stageModel } from '#db/queries/stage-models.ts';
import type { Transaction } from '#db/transaction.ts';
import type { DecisionContext } from '#domain/service-orders/commands.ts';
import { addWorkingDays } from '#domain/sla/working-days.ts';
import type { SlaTarget } from '#domain/sla/target.ts';

/** The context of a decision about an order at an instant, under a key. */
export async function decisionContext(
  t: Transaction<'orders'>,
  row: OrderRow,
  key: string,
  at: string,
): Promise<DecisionContext> {
  const model = await stageModel(t, row.stageModelId, row.stageModelVersion);
  if (!model) throw new Error(`Order ${row.number} has no stage model ${row.stageModelId} ${row.stageModelVersion}`);
  const policy =
    row.slaPolicyId === null || row.slaPolicyVersion === null
      ? null
      : await slaPolicyVersion(t, row.slaPolicyId, row.slaPolicyVersion);
  const calendarId = row.sla?.calendarId ?? policy?.calendarId ?? null;
  const calendarVersion = row.sla?.calendarVersion ?? null;
  return {
    ...{ at, key, model, newId: uuidv7 },
    calendar: calendarId === null ? null : await compiledCalendar(t, calendarId, calendarVersion, at),
    slaTarget: policy ? targetOf(policy.targets) : null,
    closesAt: await endOfReopening(t, at),
    budgetMs: await parameterValue(t, 'commandBudgetMs'),
  };
}

/** The one target of this version of Callout: resolve. */
export function targetOf(targets: readonly SlaTarget[]): SlaTarget | null {
  return targets.find((target) => target.target === 'resolve') ?? null;
}

/** The end of the reopening window for an order that ends at an instant; a calendar that never opens closes at once. */
async function endOfReopening(t: Transaction<'orders'>, at: string): Promise<string> {
  const days = await parameterValue(t, 'reopeningWindowWorkingDays');
  if (days === 0) return at;
  const calendar = await setupValue(t, 'calendar', await parameterValue(t, 'calendarId'));
  if (!calendar) return at;
  const end = addWorkingDays({ ...calendar.data, version: calendar.version }, at, days);
  return end.ok ? end.at : at;
}
