import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';

import { auditRoutes } from '#contracts/http/identity-audit.ts';
import type { AuditEntry } from '#contracts/http/identity-audit.ts';
import { addMs } from '#domain/shared/instant.ts';
import { sweepAudit } from '#transactions/identity/audit.ts';
import { eventually } from '../support/eventually.ts';
import { addUser, signIn, startOfTest, startTestGateway } from '../support/gateway.ts';
import type { TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const password = 'correct horse battery';

async function aViewer() {
  const email = `${randomUUID()}@example.org`;
  const id = await addUser(gateway, { email, password, roles: ['viewer'] });
  return { email, principal: `user:${id}`, tryPassword: (typed: string) => tryToSignIn(email, typed) };
}

function tryToSignIn(email: string, typed: string) {
  return gateway.send('/v1/session', { json: { email, password: typed } });
}

async function entries(query: Readonly<Record<string, string>>): Promise<readonly AuditEntry[]> {
  const answer = await gateway.send(`/v1/audit-entries?${new URLSearchParams(query)}`, { bearer: gateway.token });
  return auditRoutes.list.responses[200].schema.parse(answer.json()).items;
}

test('signing in, signing out and a new password are written down with who and from where', async () => {
  const { email, principal } = await aViewer();
  const cookie = await signIn(gateway, email, password);
  const own = { origin: 'http://callout.test' };
  const json = { currentPassword: password, newPassword: 'another battery horse' };
  await gateway.send('/v1/session/password', { method: 'PUT', cookie, headers: own, json });
  await gateway.send('/v1/session', { method: 'DELETE', cookie, headers: own });

  const seen = await entries({ principal });

  expect(seen.map(({ what }) => what).toSorted()).toEqual(['password-changed', 'signed-in', 'signed-out']);
  expect(seen[0]).toMatchObject({ principal, address: expect.stringMatching(/127\.0\.0\.1|::1/), count: 1 });
});

test('wrong passwords within a minute are one entry that counts them, and slowing down is another', async () => {
  const { principal, tryPassword } = await aViewer();
  for (let time = 0; time < 6; time += 1) await tryPassword('not this one');

  expect(await entries({ principal })).toMatchObject([{ what: 'sign-in-failed', count: 5 }]);
  expect(await entries({ what: 'sign-in-slowed' })).toContainEqual(expect.objectContaining({ principal: null }));
});

test('a name without an account leaves an entry without the name', async () => {
  const typed = `${randomUUID()}@example.org`;
  await tryToSignIn(typed, 'whatever it is');

  const seen = await entries({ what: 'sign-in-failed' });

  expect(seen.some(({ principal }) => principal === null)).toBe(true);
  expect(JSON.stringify(seen)).not.toContain(typed);
});

test('a right that is refused is written down with its route, without ids', async () => {
  const { email, principal } = await aViewer();
  const cookie = await signIn(gateway, email, password);
  const refused = await gateway.send(`/v1/users/${randomUUID()}`, { cookie });
  expect(refused.problem()).toMatchObject({ status: 403, code: 'actor.forbidden' });

  await eventually(async () =>
    expect(await entries({ principal, what: 'right-refused' })).toMatchObject([{ route: 'GET /v1/users/:userId' }]),
  );
});

test('nobody but administrators reads it', async () => {
  const { email } = await aViewer();
  const cookie = await signIn(gateway, email, password);

  expect((await gateway.send('/v1/audit-entries', { cookie })).problem().code).toBe('actor.forbidden');
});

test('pages go from the latest to the earliest, and entries are gone after 400 days', async () => {
  for (const round of [1, 2, 3]) {
    gateway.moveTo(addMs(startOfTest, round * 60_000));
    await tryToSignIn(`${randomUUID()}@example.org`, 'whatever it is');
  }
  const all = await entries({ limit: '200' });
  const first = await gateway.send('/v1/audit-entries?limit=2', { bearer: gateway.token });
  const { items, nextCursor } = auditRoutes.list.responses[200].schema.parse(first.json());
  const rest = await entries({ limit: '200', cursor: z.string().parse(nextCursor) });

  expect([...items, ...rest]).toEqual(all);
  expect(all.map(({ lastAt }) => lastAt)).toEqual(
    all
      .map(({ lastAt }) => lastAt)
      .toSorted()
      .toReversed(),
  );
  await sweepAudit(gateway.db, addMs(startOfTest, 401 * 24 * 60 * 60_000));
  expect(await entries({})).toEqual([]);
});
