import { describe, expect, test } from 'vitest';

import {
  acceptRequest,
  correctRequest,
  furtherOrder,
  joinOrder,
  rejectRequest,
  requestChannels,
  requestStatuses,
  submitRequest,
  withdrawRequest,
} from '#domain/requests/request.ts';

const now = '2026-03-02T09:00:00.000Z';
const yesterday = '2026-03-01T09:00:00.000Z';
const staff = { customerId: null };

const wish = { customerId: 'a', submittedAt: null, preferredAt: null, channel: null };

describe('submitting', () => {
  test('the staff may say when the customer asked', () => {
    const decided = submitRequest({ ...wish, submittedAt: yesterday }, staff, now);
    expect(decided).toEqual({ ok: true, submittedAt: yesterday, channel: 'phone' });
  });

  test.each(requestChannels)('what came by %s waits in the same queue as everything else', (channel) => {
    expect(submitRequest({ ...wish, channel }, staff, now)).toEqual({ ok: true, submittedAt: now, channel });
  });

  test('what a customer sends itself came by its page, whatever it says', () => {
    const decided = submitRequest({ ...wish, channel: 'phone' }, { customerId: 'a' }, now);
    expect(decided).toEqual({ ok: true, submittedAt: now, channel: 'page' });
  });

  test('the preferred day does not lie before the request', () => {
    const decided = submitRequest({ ...wish, preferredAt: yesterday }, staff, now);
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'service-request.preferred-before' } });
    expect(submitRequest({ ...wish, submittedAt: yesterday, preferredAt: yesterday }, staff, now).ok).toBe(true);
  });

  test('nobody asks in the future', () => {
    const decided = submitRequest({ ...wish, submittedAt: '2026-03-02T09:00:00.001Z' }, staff, now);
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'service-request.submitted-later' } });
  });

  test('a customer asks now, whatever it says', () => {
    const decided = submitRequest({ ...wish, submittedAt: yesterday }, { customerId: 'a' }, now);
    expect(decided).toEqual({ ok: true, submittedAt: now, channel: 'page' });
  });

  test('a customer asks for itself only', () => {
    const decided = submitRequest({ ...wish, customerId: 'b' }, { customerId: 'a' }, now);
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'service-request.not-yours' } });
  });
});

describe('deciding', () => {
  const known = { code: 'out-of-area', known: true };

  test.each(requestStatuses.filter((status) => status !== 'submitted'))('a request that is %s stays so', (status) => {
    const refused = { ok: false, refusal: { code: 'service-request.decided', params: { number: 'R-1', status } } };
    expect(acceptRequest({ number: 'R-1', status })).toEqual(refused);
    expect(rejectRequest({ number: 'R-1', status }, known)).toEqual(refused);
    expect(withdrawRequest({ number: 'R-1', status })).toEqual(refused);
    expect(correctRequest({ number: 'R-1', status })).toEqual(refused);
  });

  test('a submitted request is accepted, or rejected for a reason that rejections may have', () => {
    const request = { number: 'R-1', status: 'submitted' } as const;
    expect(acceptRequest(request)).toEqual({ ok: true, status: 'accepted' });
    expect(rejectRequest(request, known)).toEqual({ ok: true, status: 'rejected' });
    expect(rejectRequest(request, { code: 'no-mood', known: false })).toMatchObject({
      ok: false,
      refusal: { code: 'service-request.reason-unknown' },
    });
  });

  test('a waiting request is corrected by the office, and withdrawn by who asked', () => {
    const request = { number: 'R-1', status: 'submitted' } as const;
    expect(correctRequest(request).ok).toBe(true);
    expect(withdrawRequest(request)).toEqual({ ok: true, status: 'withdrawn' });
  });
});

describe('orders of a request', () => {
  test('an accepted request may lead to further orders, a waiting one is accepted first, a rejected one leads to none', () => {
    expect(furtherOrder({ number: 'R-1', status: 'accepted' }).ok).toBe(true);
    const code = (status: 'submitted' | 'rejected' | 'withdrawn') => furtherOrder({ number: 'R-1', status });
    expect(code('submitted')).toMatchObject({ refusal: { code: 'service-request.not-accepted' } });
    expect(code('rejected')).toMatchObject({ refusal: { code: 'service-request.decided' } });
    expect(code('withdrawn')).toMatchObject({ refusal: { code: 'service-request.decided' } });
  });

  test('a request becomes a part of an order of the same customer to which work may be added', () => {
    const order = { number: 'SO-1', customerId: 'a', isOpen: true };
    expect(joinOrder({ customerId: 'a' }, order).ok).toBe(true);
    const params = { order: 'SO-1' };
    expect(joinOrder({ customerId: 'b' }, order)).toEqual({
      ...{ ok: false, refusal: { code: 'service-request.other-customer', params } },
    });
    expect(joinOrder({ customerId: 'a' }, { ...order, isOpen: false })).toEqual({
      ...{ ok: false, refusal: { code: 'service-request.order-ended', params } },
    });
  });
});
