import { describe, expect, test } from 'vitest';

import { pastOrders } from '#deploy/local/demo/history.ts';
import { openOrders } from '#deploy/local/demo/open-orders.ts';
import { afterWork } from '#deploy/local/demo/times.ts';

const begunAt = '2026-11-20T10:00:00.000Z';
const someone = (id: string) => ({ customerId: id, siteId: id, contactId: id, objectId: null });
const past = {
  customers: { management: someone('m'), offices: someone('o'), clinic: someone('c') },
  technicians: [{ technicianId: 't', timeZone: 'Europe/Berlin' }],
  items: { doorRoller: '1', doorMotor: '2', brakeLining: '3', callButton: '4', rope: '5', oil: '6', driveBelt: '7' },
  begunAt,
};

describe('a year of finished orders', () => {
  const records = pastOrders(past);

  test('is the same at every call, so that a demo that goes on sends nothing twice', () => {
    expect(pastOrders(past)).toEqual(records);
    expect(new Set(records.map(({ externalId }) => externalId)).size).toBe(1_000);
  });

  test('ends before the start, with invoice numbers in the order of the invoices', () => {
    const issued = records.flatMap(({ invoice }) => (invoice ? [invoice] : []));
    expect(issued.every(({ issuedAt }) => issuedAt < begunAt)).toBe(true);
    const byNumber = issued.toSorted((a, b) => (a.number < b.number ? -1 : 1)).map(({ issuedAt }) => issuedAt);
    expect(byNumber).toEqual(byNumber.toSorted());
  });

  test('has every step behind the one before it', () => {
    for (const { submittedAt, stages, signOff, posting, invoice } of records) {
      const rest = [signOff?.at, posting?.at, invoice?.issuedAt].filter((at) => at !== undefined);
      const instants = [submittedAt, ...stages.map(({ at }) => at), ...rest];
      expect(instants).toEqual(instants.toSorted());
    }
  });
});

test('open orders are in every stage, twenty of them ready to post and one held up', () => {
  const byReached = Object.groupBy(openOrders(), ({ reached }) => reached);
  expect(byReached.ready).toHaveLength(20);
  expect(byReached.blocked).toHaveLength(1);
  expect(Object.keys(byReached)).toHaveLength(9);
  expect(openOrders().filter(({ isEmergency }) => isEmergency)).toHaveLength(3);
});

test.each([
  ['within a day', '2026-11-20T10:00:00.000Z', 2, '2026-11-20T12:00:00.000Z'],
  ['over the weekend', '2026-11-20T14:00:00.000Z', 2, '2026-11-23T08:00:00.000Z'],
  ['from the night', '2026-11-20T03:00:00.000Z', 1, '2026-11-20T08:00:00.000Z'],
])('working time passes %s', (_, from, workingHours, until) => {
  expect(afterWork(from, workingHours)).toBe(until);
});
