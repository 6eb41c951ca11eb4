import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  beginningOf,
  channels,
  confirmArrival,
  deliveryStates,
  sendAgain,
  stateAfter,
} from '#domain/notifications/notification.ts';
import type { Delivery } from '#domain/notifications/notification.ts';

const mail: Delivery = { channel: 'mail', state: 'waiting', round: 1, tries: 1 };

describe('an attempt', () => {
  test('sends what waits, and nothing that is settled or of a round that is over', () => {
    expect(beginningOf(mail, 1)).toBe('send');
    expect(beginningOf(mail, 2)).toBe('nothing');
    for (const state of ['sent', 'failed', 'uncertain'] as const)
      expect(beginningOf({ ...mail, state }, 1)).toBe('nothing');
  });

  test('does not send again what may have been taken', () => {
    expect(beginningOf({ ...mail, state: 'handing-over' }, 1)).toBe('doubt');
  });

  test('goes by what the server said', () => {
    expect(stateAfter({ kind: 'taken' })).toBe('sent');
    expect(stateAfter({ kind: 'refused', isFinal: true, reason: '550' })).toBe('failed');
    expect(stateAfter({ kind: 'refused', isFinal: false, reason: '451' })).toBe('waiting');
    expect(stateAfter({ kind: 'not-reached', reason: 'refused' })).toBe('waiting');
    expect(stateAfter({ kind: 'unknown', reason: 'timeout' })).toBe('uncertain');
  });
});

describe('a person', () => {
  test('has an uncertain mail sent again under its Message-ID, and a sent one under a new one', () => {
    expect(sendAgain({ ...mail, state: 'uncertain' })).toMatchObject({ ok: true, round: 2, keepsMessageId: true });
    expect(sendAgain({ ...mail, state: 'failed', round: 2 })).toMatchObject({ round: 3, keepsMessageId: true });
    expect(sendAgain({ ...mail, state: 'sent' })).toMatchObject({ round: 2, keepsMessageId: false });
  });

  test('waits for a mail that is on its way, and sends no line of an inbox', () => {
    expect(sendAgain(mail)).toMatchObject({ refusal: { code: 'notification.on-its-way' } });
    expect(sendAgain({ ...mail, channel: 'inbox', state: 'sent' })).toMatchObject({
      refusal: { code: 'notification.not-mail' },
    });
  });

  test('says that a mail has arrived only where nobody knows', () => {
    expect(confirmArrival({ ...mail, state: 'uncertain' }).ok).toBe(true);
    expect(confirmArrival({ ...mail, state: 'failed' })).toMatchObject({
      refusal: { code: 'notification.not-uncertain' },
    });
  });
});

test('whatever state a message is in, a machine sends it or a person may, never both', () => {
  const deliveries = fc.record({
    channel: fc.constantFrom(...channels),
    state: fc.constantFrom(...deliveryStates),
    round: fc.integer({ min: 1, max: 5 }),
    tries: fc.integer({ min: 0, max: 50 }),
  });
  fc.assert(
    fc.property(deliveries, (delivery) => {
      const bySomeone = sendAgain(delivery).ok;
      const byMachine = beginningOf(delivery, delivery.round) !== 'nothing';
      return !(bySomeone && byMachine);
    }),
  );
});
