import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Session } from '#contracts/http/identity.ts';
import { transaction } from '#db/transaction.ts';
import { systemActor } from '#contracts/roles.ts';
import { addMs } from '#domain/shared/instant.ts';
import { administratorPassword, addUser, signIn, startOfTest, startTestGateway } from '#tests/support/gateway.ts';
import type { TestGateway } from '#tests/support/gateway.ts';

const administrator = 'admin@callout.local';
const own = { origin: 'http://callout.test' };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const tryPassword = (email: string, password: string, headers = {}) =>
  gateway.send('/v1/session', { json: { email, password }, headers });
const whoAmI = async (cookie: string) => {
  const answer = await gateway.send('/v1/session', { cookie });
  return answer.status === 200 ? Session.parse(answer.json()) : answer.problem().code;
};
const newPerson = async () => {
  const email = `${randomUUID()}@example.org`;
  const password = 'correct horse battery';
  return { email, password, id: await addUser(gateway, { email, password, roles: ['dispatcher'] }) };
};

describe('signing in', () => {
  test('answers with who it is and a cookie that scripts cannot read', async () => {
    const answer = await tryPassword('ADMIN@callout.local', administratorPassword);

    expect(answer.status).toBe(201);
    expect(Session.parse(answer.json())).toMatchObject({ roles: ['administrator'], email: administrator });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^callout_session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test('keeps the cookie to TLS where browsers see the product over TLS', async () => {
    await using secure = await startTestGateway({ publicUrl: 'https://callout.example' });
    const answer = await secure.send('/v1/session', {
      json: { email: administrator, password: administratorPassword },
    });

    expect(answer.headers.get('set-cookie')).toContain('; Secure');
  });

  test('tells a wrong password and an unknown account apart from nothing', async () => {
    const wrong = await tryPassword((await newPerson()).email, 'not this one');
    const unknown = await tryPassword('nobody@example.org', 'not this one');

    expect(wrong.problem()).toMatchObject({ status: 401, code: 'session.credentials-wrong' });
    expect({ ...unknown.problem(), traceId: '' }).toEqual({ ...wrong.problem(), traceId: '' });
  });

  test('slows an account down after five failures, also for the right password, and not for ever', async () => {
    const { email, password } = await newPerson();
    const failures = await Promise.all(Array.from({ length: 5 }, () => tryPassword(email, 'not this one')));
    expect(failures.map((answer) => answer.status)).toEqual([401, 401, 401, 401, 401]);

    const slowed = await tryPassword(email, password);
    expect(slowed.problem()).toMatchObject({ status: 429, code: 'session.too-many-failures' });
    expect(slowed.headers.get('retry-after')).toBe('30');

    gateway.moveTo(addMs(startOfTest, 30_000));
    expect((await tryPassword(email, password)).status).toBe(201);
    expect((await tryPassword(email, 'not this one')).status).toBe(401);
    gateway.moveTo(startOfTest);
  });

  test('slows an account down that does not exist', async () => {
    const email = `${randomUUID()}@example.org`;
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) statuses.push((await tryPassword(email, 'guess')).status);

    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test('is refused from a page of another site', async () => {
    const answer = await tryPassword(administrator, administratorPassword, { origin: 'https://evil.example' });

    expect(answer.problem().code).toBe('session.origin-foreign');
  });
});

describe('a session', () => {
  test('ends after twelve hours without a request and after seven days anyway', async () => {
    const { email, password } = await newPerson();
    const idle = await signIn(gateway, email, password);
    const busy = await signIn(gateway, email, password);

    for (let hours = 11; hours < 7 * 24; hours += 11) {
      gateway.moveTo(addMs(startOfTest, hours * 3_600_000));
      gateway.authentication.forgetAll();
      expect(await whoAmI(busy)).toMatchObject({ email });
      if (hours > 12) expect(await whoAmI(idle)).toBe('actor.unknown');
    }
    gateway.moveTo(addMs(startOfTest, 7 * 24 * 3_600_000));
    gateway.authentication.forgetAll();
    expect(await whoAmI(busy)).toBe('actor.unknown');
    gateway.moveTo(startOfTest);
  });

  test('is over after signing out', async () => {
    const cookie = await signIn(gateway, administrator, administratorPassword);

    const out = await gateway.send('/v1/session', { method: 'DELETE', cookie, headers: own });

    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect(await whoAmI(cookie)).toBe('actor.unknown');
  });

  test('is in the table as a hash only', async () => {
    const cookie = await signIn(gateway, administrator, administratorPassword);
    const hashes = await transaction(gateway.db, systemActor('test'), (t) =>
      t.selectFrom('sessions').select('secretHash').execute(),
    );

    expect(JSON.stringify(hashes)).not.toContain(cookie);
  });

  test('writes only from pages of our own', async () => {
    const cookie = await signIn(gateway, administrator, administratorPassword);
    const write = async (headers: Record<string, string>) =>
      (await gateway.send('/v1/session', { method: 'DELETE', cookie, headers })).status;

    expect(await write({ origin: 'https://evil.example' })).toBe(403);
    expect(await write({ origin: 'null' })).toBe(403);
    expect(await write({ origin: 'http://callout.test.evil.example' })).toBe(403);
    expect(await write({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await write({})).toBe(403);
    expect(await whoAmI(cookie)).toMatchObject({ email: administrator });
    expect(await write({ origin: new URL(gateway.url).origin })).toBe(204);
  });

  test('reads from wherever the browser was sent', async () => {
    const cookie = await signIn(gateway, administrator, administratorPassword);
    const answer = await gateway.send('/v1/session', { cookie, headers: { origin: 'https://elsewhere.example' } });

    expect(answer.status).toBe(200);
  });

  test('of the same user ends elsewhere when the password is changed', async () => {
    const { email, password } = await newPerson();
    const [here, elsewhere] = [await signIn(gateway, email, password), await signIn(gateway, email, password)];
    const change = (currentPassword: string, newPassword: string) =>
      gateway.send('/v1/session/password', {
        method: 'PUT',
        cookie: here,
        headers: own,
        json: {
          currentPassword,
          newPassword,
        },
      });

    expect((await change('not this one', 'another long one')).problem().code).toBe('session.credentials-wrong');
    expect((await change(password, 'short')).problem().code).toBe('user.password-weak');
    expect((await change(password, 'another long one')).status).toBe(204);
    expect(await whoAmI(here)).toMatchObject({ email });
    expect(await whoAmI(elsewhere)).toBe('actor.unknown');
    await expect(signIn(gateway, email, 'another long one')).resolves.toBeTruthy();
  });

  test('and an API token say who they are, and a token cannot sign out', async () => {
    const asked = await gateway.send('/v1/session', { bearer: gateway.token });
    const out = await gateway.send('/v1/session', { method: 'DELETE', bearer: gateway.token });

    expect(Session.parse(asked.json())).toMatchObject({ email: null, roles: ['administrator', 'importer'] });
    expect(out.problem().code).toBe('session.not-a-session');
  });
});
