import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { technicianRoutes } from '#contracts/http/dispatch.ts';
import { itemRoutes } from '#contracts/http/inventory.ts';
import { topicOf } from '#contracts/topics.ts';
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { callService } from '#platform/http/client.ts';
import { createTokens } from '#platform/http/actor.ts';
import { consumeEvents } from '#platform/kafka/event-consumer.ts';
import { createLogger } from '#platform/logging.ts';
import { start as startDispatch } from '#services/dispatch/main.ts';
import { start as startInventory } from '#services/inventory/main.ts';
import { eventually } from '#tests/support/eventually.ts';
import { staff } from '#tests/support/http.ts';
import { preparedStackForThisFile } from '#tests/support/stack.ts';

const stack = preparedStackForThisFile();
const administrator = staff('administrator');
const log = createLogger({ name: 'test', level: 'silent' });

/** Everything that is published in an area from now on and before. */
function listen(area: 'dispatch' | 'inventory') {
  const events: EventEnvelope[] = [];
  const env = stack().env();
  const consuming = consumeEvents({
    connection: { brokers: [env['KAFKA_BROKERS'] ?? ''], clientId: 'test', log },
    groupId: `test-${randomUUID()}`,
    topics: [topicOf(area, stack().topicPrefix)],
    apply: async (event) => events.push(event),
    gatherMs: 100,
    putAside: async (poison) => expect.unreachable(poison.reason),
    log,
  });
  return { events, stop: consuming.stop };
}

async function untilReady(url: string): Promise<void> {
  await eventually(
    async () => {
      const response = await fetch(`${url}/readyz`);
      expect([response.status, await response.json()]).toMatchObject([200, { status: 'ready' }]);
    },
    { withinMs: 25_000 },
  );
}

describe('a service that does effects', () => {
  test('dispatch polls its queue, answers, and publishes what happened without names', async () => {
    const service = await startDispatch(stack().env());
    const heard = listen('dispatch');
    try {
      await untilReady(service.url);
      const answer = await callService({
        url: service.url,
        contract: technicianRoutes.save,
        tokens: createTokens(stack().env()['CALLOUT_SERVICE_KEY'] ?? ''),
        actor: administrator,
        request: { key: randomUUID(), body: { name: 'Tina Canary', timeZone: 'Europe/Berlin' } },
      });

      await eventually(() => expect(heard.events).toHaveLength(1));
      expect(heard.events[0]).toMatchObject({
        type: 'technician.created',
        aggregateId: answer.body.technicianId,
        version: 1,
        principal: administrator.principal,
      });
      expect(JSON.stringify(heard.events)).not.toContain('Canary');
    } finally {
      await heard.stop();
      await service.stop();
    }
  });

  test('inventory polls its queue, answers, and publishes what happened', async () => {
    const service = await startInventory(stack().env());
    const heard = listen('inventory');
    try {
      await untilReady(service.url);
      const answer = await callService({
        url: service.url,
        contract: itemRoutes.save,
        tokens: createTokens(stack().env()['CALLOUT_SERVICE_KEY'] ?? ''),
        actor: administrator,
        request: { key: randomUUID(), body: { name: 'Pump', unit: 'pcs' } },
      });

      await eventually(() => expect(heard.events).toHaveLength(1));
      expect(heard.events[0]).toMatchObject({ type: 'item.created', aggregateId: answer.body.itemId, version: 1 });
    } finally {
      await heard.stop();
      await service.stop();
    }
  });
});
