import { describe, expect, test } from 'vitest';

import { acceptRequest, rejectRequest, requestStatuses, submitRequest } from '#domain/requests/request.ts';

const now = '2026-03-02T09:00:00.000Z';
const yesterday = '2026-03-01T09:00:00.000Z';
const staff = { customerId: null };

describe('submitting', () => {
  test('the staff may say when the customer asked', () => {
    const decided = submitRequest({ customerId: 'a', submittedAt: yesterday }, staff, now);
    expect(decided).toEqual({ ok: true, submittedAt: yesterday });
  });

  test('nobody asks in the future', () => {
    const decided = submitRequest({ customerId: 'a', submittedAt: '2026-03-02T09:00:00.001Z' }, staff, now);
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'service-request.submitted-later' } });
  });

  test('a customer asks now, whatever it says', () => {
    const decided = submitRequest({ customerId: 'a', submittedAt: yesterday }, { customerId: 'a' }, now);
    expect(decided).toEqual({ ok: true, submittedAt: now });
  });

  test('a customer asks for itself only', () => {
    const decided = submitRequest({ customerId: 'b', submittedAt: null }, { customerId: 'a' }, now);
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'service-request.not-yours' } });
  });
});

describe('deciding', () => {
  const known = { code: 'out-of-area', known: true };

  test.each(requestStatuses.filter((status) => status !== 'submitted'))('a request that is %s stays so', (status) => {
    const refused = { ok: false, refusal: { code: 'service-request.decided', params: { number: 'R-1', status } } };
    expect(acceptRequest({ number: 'R-1', status })).toEqual(refused);
    expect(rejectRequest({ number: 'R-1', status }, known)).toEqual(refused);
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
});
