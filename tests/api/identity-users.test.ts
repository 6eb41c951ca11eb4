import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { IssuedToken, User } from '#contracts/http/identity.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Role } from '#contracts/roles.ts';
import { eventsOf } from '#db/events.ts';
import { transaction } from '#db/transaction.ts';
import { addMs } from '#domain/shared/instant.ts';
import { addUser, signIn, startOfTest, startTestGateway } from '#tests/support/gateway.ts';
import type { Sending, TestGateway } from '#tests/support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const asAdministrator = (sending: Sending = {}): Sending => ({ bearer: gateway.token, ...sending });
const create = (path: string, json: object, key: string = randomUUID()) =>
  gateway.send(path, asAdministrator({ json, headers: { 'idempotency-key': key } }));
const newUser = (over: object = {}) => ({
  email: `${randomUUID()}@example.org`,
  displayName: 'Dora Schmidt',
  roles: ['dispatcher'],
  customerId: null,
  password: 'correct horse battery',
  ...over,
});
const newToken = (over: object = {}) => ({
  label: 'scheduler',
  roles: ['viewer'] satisfies Role[],
  customerId: null,
  expiresAt: null,
  ...over,
});
const issue = async (over: object = {}) => IssuedToken.parse((await create('/v1/tokens', newToken(over))).json());
const change = (user: User, over: object, version = user.version) => {
  const { email, displayName, roles, customerId } = user;
  const json = { email, displayName, roles, customerId, disabled: false, ...over };
  const headers = { 'if-match': `"${version}"` };
  return gateway.send(`/v1/users/${user.id}`, asAdministrator({ method: 'PUT', json, headers }));
};
const publishedOf = (id: string) => transaction(gateway.db, systemActor('test'), (t) => eventsOf(t, id));

describe('users', () => {
  test('are added once however often the same request comes, and can sign in', async () => {
    const user = newUser();
    const [first, again] = [await create('/v1/users', user, 'k1'), await create('/v1/users', user, 'k1')];

    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    expect((await create('/v1/users', { ...user, displayName: 'Else' }, 'k1')).problem().code).toBe(
      'idempotency.other-body',
    );
    await expect(signIn(gateway, user.email, user.password)).resolves.toBeTruthy();
  });

  test('go into the stream with their rights and without their names', async () => {
    const user = User.parse((await create('/v1/users', newUser())).json());
    const [event] = await publishedOf(user.id);

    expect(event).toMatchObject({ type: 'user.created', version: 1, data: { roles: ['dispatcher'], disabled: false } });
    expect(JSON.stringify(event)).not.toMatch(/Dora|example\.org/);
  });

  test('have e-mail addresses of their own', async () => {
    const user = newUser();
    await create('/v1/users', user);

    const again = await create('/v1/users', { ...user, email: user.email.toUpperCase() });

    expect(again.problem().code).toBe('user.email-taken');
  });

  test('are found by a part of their name or e-mail address', async () => {
    const marks = { name: randomUUID(), email: randomUUID() };
    await create('/v1/users', newUser({ displayName: `Dora ${marks.name}` }));
    await create('/v1/users', newUser({ email: `${marks.email}@example.org` }));
    await create('/v1/users', newUser());

    for (const mark of Object.values(marks)) {
      const found = await gateway.send(`/v1/users?search=${mark.slice(4).toUpperCase()}`, asAdministrator());
      expect(Object(found.json()).items).toHaveLength(1);
    }
  });

  test.each([
    ['a weak password', { password: 'password' }, 422, 'user.password-weak'],
    ['a customer beside roles of the staff', { customerId: randomUUID() }, 422, 'grant.customer-not-allowed'],
    ['a contact without a customer', { roles: ['customer-contact'] }, 422, 'grant.customer-missing'],
    ['the role of services', { roles: ['service'] }, 400, 'request.invalid'],
    ['a role twice', { roles: ['viewer', 'viewer'] }, 400, 'request.invalid'],
    ['no role', { roles: [] }, 400, 'request.invalid'],
    ['something else than an address', { email: 'dora' }, 400, 'request.invalid'],
    ['a member that nobody knows', { admin: true }, 400, 'request.invalid'],
  ])('are refused with %s', async (_, over, status, code) => {
    expect((await create('/v1/users', newUser(over))).problem()).toMatchObject({ status, code });
  });

  test('are changed in the version that was read, and lose their sessions with their rights', async () => {
    const made = newUser();
    const user = User.parse((await create('/v1/users', made)).json());
    const cookie = await signIn(gateway, made.email, made.password);

    const changed = await change(user, { displayName: 'Dora Meier' });
    expect(User.parse(changed.json())).toMatchObject({ version: 2, displayName: 'Dora Meier' });
    expect(changed.headers.get('etag')).toBe('"2"');
    expect((await gateway.send('/v1/session', { cookie })).status).toBe(200);

    expect((await change(user, {}, 1)).problem()).toMatchObject({ status: 412, code: 'request.version-stale' });
    expect((await change(user, { disabled: true }, 2)).status).toBe(200);
    expect((await gateway.send('/v1/session', { cookie })).status).toBe(401);
    await expect(signIn(gateway, made.email, made.password)).rejects.toThrow('401');
    expect((await publishedOf(user.id)).map((event) => event.version)).toEqual([1, 2, 3]);
  });

  test('whose password another chose do nothing but choose one of their own', async () => {
    const made = newUser();
    const user = User.parse((await create('/v1/users', made)).json());
    expect(user.mustChangePassword).toBe(true);
    const cookie = await signIn(gateway, made.email, made.password);
    const origin = gateway.url;
    const choose = (newPassword: string) =>
      gateway.send('/v1/session/password', {
        ...{ method: 'PUT', cookie, headers: { origin } },
        json: { currentPassword: made.password, newPassword },
      });
    const orders = () => gateway.send('/v1/users', { cookie });

    expect((await orders()).problem()).toMatchObject({ status: 403, code: 'session.password-change-due' });
    expect((await gateway.send('/v1/session', { cookie })).json()).toMatchObject({ mustChangePassword: true });
    expect((await choose(made.password)).problem()).toMatchObject({ status: 422, code: 'user.password-same' });
    expect((await choose('a password of my own')).status).toBe(204);
    expect((await orders()).problem().code).toBe('actor.forbidden');

    await change(user, { password: 'reset by somebody else' });
    const again = await signIn(gateway, made.email, 'reset by somebody else');
    expect((await gateway.send('/v1/users', { cookie: again })).problem().code).toBe('session.password-change-due');
  });

  test('cannot lock the last administrator out', async () => {
    const list = await gateway.send('/v1/users?limit=200', asAdministrator());
    const first = User.parse(
      Object(list.json()).items.find((user: unknown) => User.parse(user).roles.includes('administrator')),
    );

    expect((await change(first, { disabled: true })).problem().code).toBe('user.last-administrator');
    expect((await change(first, { roles: ['viewer'] })).problem().code).toBe('user.last-administrator');
  });

  test('are listed page by page', async () => {
    for (let i = 0; i < 3; i += 1) await create('/v1/users', newUser());
    const emails: string[] = [];
    let cursor = '';
    do {
      const answer = await gateway.send(`/v1/users?limit=2${cursor && `&cursor=${cursor}`}`, asAdministrator());
      const page = Object(answer.json());
      for (const user of page.items) emails.push(User.parse(user).email);
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');

    expect(emails.length).toBeGreaterThan(3);
    expect(emails).toEqual([...new Set(emails)].toSorted());
  });

  test('are for administrators', async () => {
    const { secret } = await issue();

    expect((await gateway.send('/v1/users', { bearer: secret ?? '' })).problem().code).toBe('actor.forbidden');
    expect((await gateway.send('/v1/users')).problem().code).toBe('actor.unknown');
  });
});

describe('API tokens', () => {
  test('are shown once, and the same request again shows no secret', async () => {
    const token = newToken();
    const first = IssuedToken.parse((await create('/v1/tokens', token, 'k2')).json());
    const again = IssuedToken.parse((await create('/v1/tokens', token, 'k2')).json());
    const listed = await gateway.send('/v1/tokens', asAdministrator());

    expect(first.secret).toMatch(/^callout_[\w-]{43}$/);
    expect(again).toEqual({ ...first, secret: null });
    expect(listed.text).not.toContain(first.secret);
    const answers = await transaction(gateway.db, systemActor('test'), (t) =>
      t.selectFrom('rememberedAnswers').selectAll().execute(),
    );
    expect(JSON.stringify(answers)).not.toContain(first.secret);
  });

  test('work until they are revoked, from the next request on', async () => {
    const token = await issue();
    const asked = () => gateway.send('/v1/session', { bearer: token.secret ?? '' });
    expect((await asked()).status).toBe(200);

    const revoke = () => gateway.send(`/v1/tokens/${token.id}`, asAdministrator({ method: 'DELETE' }));
    expect([(await revoke()).status, (await revoke()).status]).toEqual([204, 204]);

    expect((await asked()).problem().code).toBe('actor.unknown');
    expect((await publishedOf(token.id)).map((event) => event.type)).toEqual(['token.issued', 'token.revoked']);
  });

  test('end when they expire', async () => {
    const { secret } = await issue({ expiresAt: addMs(startOfTest, 60_000) });
    expect((await gateway.send('/v1/session', { bearer: secret ?? '' })).status).toBe(200);

    gateway.moveTo(addMs(startOfTest, 60_000));
    gateway.authentication.forgetAll();

    expect((await gateway.send('/v1/session', { bearer: secret ?? '' })).status).toBe(401);
    gateway.moveTo(startOfTest);
    expect((await create('/v1/tokens', newToken({ expiresAt: startOfTest }))).problem().code).toBe('token.expiry-past');
  });
});

test('principals have names for those who may see them', async () => {
  const customerId = randomUUID();
  const password = 'correct horse battery';
  const [one, other] = [`${randomUUID()}@example.org`, `${randomUUID()}@example.org`];
  const contact = await addUser(gateway, { email: one, password, roles: ['customer-contact'], customerId });
  const stranger = await addUser(gateway, {
    email: other,
    password,
    roles: ['customer-contact'],
    customerId: randomUUID(),
  });
  const path = `/v1/actors?ids=user:${contact}&ids=user:${stranger}&ids=system:seed&ids=user:${randomUUID()}`;
  const cookie = await signIn(gateway, one, password);

  expect((await gateway.send(path, { bearer: gateway.token })).json()).toEqual({
    items: expect.arrayContaining([
      { principal: `user:${contact}`, displayName: one },
      { principal: `user:${stranger}`, displayName: other },
    ]),
  });
  expect((await gateway.send(path, { cookie })).json()).toEqual({
    items: [{ principal: `user:${contact}`, displayName: one }],
  });
});
