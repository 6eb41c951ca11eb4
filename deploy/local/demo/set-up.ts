/** What the demo adds to the set-up that comes with the product: emergencies, and work that nobody has priced. */
import { setupRoutes } from '#contracts/http/setup.ts';
import { slaRoutes } from '#contracts/http/sla.ts';
import type { ApiClient } from '../../replay/api-client.ts';

/** Order type and SLA policy of emergencies: an hour round the clock, with a warning three minutes before it is over. */
export const emergency = { id: 'emergency', limitMinutes: 60, warnAtShare: 0.95 } as const;

/** A category without a price. */
export const unpricedCategory = 'crane-hire';

/** Why Callout has no signature of work that was accepted. */
export const onPaper = 'signed-on-paper';

/** Publishes them; again changes nothing. */
export async function enterSetUp(api: ApiClient): Promise<void> {
  const { id, limitMinutes, warnAtShare } = emergency;
  const targets = [{ target: 'resolve' as const, limitMinutes, warnAtShare }];
  await api.call(slaRoutes.publish, {
    params: { id },
    body: { name: 'Emergency: one hour, day and night', calendarId: 'always-open', targets },
  });
  await api.call(setupRoutes.putOrderType, {
    params: { id },
    headers: {},
    body: { name: 'Emergency', stageModelId: 'standard', priorityId: 'urgent', slaPolicyId: id, active: true },
  });
  await api.call(setupRoutes.putCategory, {
    params: { id: unpricedCategory },
    headers: {},
    body: { name: 'Crane hire', lineTypes: ['expense'], active: true },
  });
  await api.call(setupRoutes.putReasonCode, {
    params: { id: onPaper },
    headers: {},
    body: { name: 'It was signed on paper', uses: ['no-signature'], active: true },
  });
}
