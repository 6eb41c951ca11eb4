import { describe, expect, test } from 'vitest';

import { isTokenLive, issueToken } from '#domain/identity/api-token.ts';
import { absoluteMs, idleMs, isSessionLive, isTouchDue, sessionEndsAt } from '#domain/identity/session.ts';
import { addMs } from '#domain/shared/instant.ts';

const now = '2026-03-02T09:00:00.000Z';

describe('a session', () => {
  test('ends after twelve hours without a request', () => {
    const life = { createdAt: now, lastSeenAt: now };

    expect(isSessionLive(life, addMs(now, idleMs - 1))).toBe(true);
    expect(isSessionLive(life, addMs(now, idleMs))).toBe(false);
  });

  test('ends after seven days however much it is used', () => {
    const life = { createdAt: now, lastSeenAt: addMs(now, absoluteMs - 1) };

    expect(sessionEndsAt(life)).toBe(addMs(now, absoluteMs));
    expect(isSessionLive(life, addMs(now, absoluteMs))).toBe(false);
  });

  test('is written down as used every five minutes at most', () => {
    const life = { createdAt: now, lastSeenAt: now };

    expect(isTouchDue(life, addMs(now, 299_999))).toBe(false);
    expect(isTouchDue(life, addMs(now, 300_000))).toBe(true);
  });
});

describe('an API token', () => {
  const wanted = { roles: ['viewer'], customerId: null, expiresAt: addMs(now, 1) };

  test('cannot be issued when it would have expired already', () => {
    expect(issueToken({ ...wanted, expiresAt: now }, now)).toMatchObject({ refusal: { code: 'token.expiry-past' } });
    expect(issueToken(wanted, now).ok).toBe(true);
    expect(issueToken({ ...wanted, expiresAt: null }, now).ok).toBe(true);
  });

  test('is bound to a customer exactly when it is a customer’s', () => {
    expect(issueToken({ ...wanted, roles: ['customer-contact'] }, now)).toMatchObject({
      refusal: { code: 'grant.customer-missing' },
    });
  });

  test('lives until it expires or is revoked', () => {
    expect(isTokenLive({ expiresAt: null, revokedAt: null }, now)).toBe(true);
    expect(isTokenLive({ expiresAt: now, revokedAt: null }, now)).toBe(false);
    expect(isTokenLive({ expiresAt: null, revokedAt: now }, now)).toBe(false);
  });
});
