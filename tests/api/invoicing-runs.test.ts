import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { serviceOrderEvents } from '#contracts/events/service-orders.ts';
import { setupEvents } from '#contracts/events/setup.ts';
import { customerRoutes } from '#contracts/http/customers.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { topicOf } from '#contracts/topics.ts';
import { connectDatabase } from '#db/connection.ts';
import { companyId } from '#domain/setup/company.ts';
import { callService } from '#platform/http/client.ts';
import { mount } from '#platform/http/mount.ts';
import { messageOf } from '#platform/kafka/cloud-events.ts';
import { consumeEvents } from '#platform/kafka/event-consumer.ts';
import { connectProducer } from '#platform/kafka/producer.ts';
import { createLogger } from '#platform/logging.ts';
import { start } from '#services/invoicing/main.ts';
import { eventually } from '#tests/support/eventually.ts';
import { staff, startTestHttp, testServiceKey } from '#tests/support/http.ts';
import { aPosting, anEvent, now, parties, post } from '#tests/support/invoicing.ts';
import { preparedStackForThisFile } from '#tests/support/stack.ts';

const stack = preparedStackForThisFile();
const log = createLogger({ name: 'test', level: 'silent' });
const billing = staff('billing');
const connection = () => ({ brokers: [stack().env()['KAFKA_BROKERS'] ?? ''], clientId: 'test', log });

/** The owners of the company's and the customer's names, as far as invoicing asks them. */
function startOwners(customerId: string) {
  const entry = { version: 1, changedAt: now };
  const { name, address, taxNumber, bank } = parties.seller;
  const company = { name, address, taxNumber, bank, currency: 'EUR', timeZone: 'Europe/Berlin', placeholder: false };
  const customer = {
    customerId,
    number: 'C-1',
    externalId: null,
    version: 1,
    name: 'Buyer Ltd',
    address: null,
    email: null,
    phone: null,
    billToCustomerId: customerId,
    language: 'en',
    paymentTermsDays: 14,
    active: true,
  };
  return startTestHttp((app) => {
    mount(app, setupRoutes.getCompany, () => ({ status: 200, body: { id: companyId, ...entry, ...company } }));
    mount(app, customerRoutes.list, () => ({ status: 200, body: { items: [customer], nextCursor: null } }));
  });
}

/** Publishes an event as its service's relay does: again while the broker has not settled who leads the new topic. */
async function publish(event: EventEnvelope): Promise<void> {
  const producer = connectProducer(connection());
  const topic = topicOf(event.area, stack().topicPrefix);
  await eventually(() => producer.publish([{ topic, messages: [messageOf(event)] }]));
  await producer.stop();
}

function listen() {
  const events: EventEnvelope[] = [];
  const consuming = consumeEvents({
    connection: connection(),
    groupId: `test-${randomUUID()}`,
    topics: [topicOf('invoicing', stack().topicPrefix)],
    apply: async (event) => events.push(event),
    gatherMs: 100,
    putAside: async (poison) => expect.unreachable(poison.reason),
    log,
  });
  return { events, stop: consuming.stop };
}

test('invoicing follows set-up and orders, asks for names at issue, and publishes the invoice without them', async () => {
  const posting = aPosting();
  await using owners = await startOwners(posting.propose.billToCustomerId);
  const addresses = { CALLOUT_SERVICE_KEY: testServiceKey, GATEWAY_URL: owners.url, ORDERS_URL: owners.url };
  const service = await start({ ...stack().env(), ...addresses });
  const db = connectDatabase({ url: stack().databaseUrl('invoicing'), service: 'invoicing' });
  const heard = listen();
  const call = { url: service.url, tokens: owners.tokens, actor: billing };
  try {
    const company = { id: companyId, currency: 'EUR', timeZone: 'Europe/Berlin' };
    await publish(anEvent(setupEvents.company, { aggregateId: companyId, version: 1, data: company }));
    await eventually(async () => {
      const ready = await fetch(`${service.url}/readyz`);
      const prices = await callService({ ...call, contract: invoicingRoutes.listPriceEntries, request: {} });
      expect([ready.status, prices.body.items.length]).toEqual([200, 14]);
    });

    const { proposalId, lines } = await post(db, posting);
    const posted = { proposalId, currency: 'EUR', progress: 'posted', lines, parts: [] };
    const aggregateId = posting.propose.orderId;
    await publish(anEvent(serviceOrderEvents.posted, { aggregateId, version: 1, data: posted }));
    const issued = await callService({
      ...call,
      contract: invoicingRoutes.postProposal,
      request: { params: { proposalId: proposalId ?? '' }, key: randomUUID() },
    });

    expect(issued.body).toMatchObject({ number: 'INV-000001', billTo: { name: 'Buyer Ltd' } });
    await eventually(() => expect(heard.events.map((event) => event.type)).toContain('invoice.issued'));
    expect(JSON.stringify(heard.events)).not.toMatch(/Buyer|Canary|Seller/);
    const check = await callService({ ...call, contract: invoicingRoutes.checkLedger, request: {} });
    expect(check.body).toMatchObject({ balanced: true, counts: { invoicedLines: 1 } });
  } finally {
    await heard.stop();
    await db.destroy();
    await service.stop();
  }
});
