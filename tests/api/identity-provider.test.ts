import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { auditRoutes } from '#contracts/http/identity-audit.ts';
import { identityProviderRoutes } from '#contracts/http/identity-provider.ts';
import { Session, User } from '#contracts/http/identity.ts';
import { ConfigError } from '#platform/config.ts';
import { addMs } from '#domain/shared/instant.ts';
import { administratorPassword, addUser, startOfTest, startTestGateway } from '#tests/support/gateway.ts';
import type { TestGateway } from '#tests/support/gateway.ts';
import { providerOf } from '#services/gateway/provider.ts';
import { startIdentityProvider } from '#tests/support/identity-provider.ts';
import type { IdentityProviderOfTest } from '#tests/support/identity-provider.ts';

const publicUrl = 'http://callout.test';
const origin = { origin: publicUrl };
const password = 'correct horse battery';

let provider: IdentityProviderOfTest;
let gateway: TestGateway;
beforeAll(async () => {
  provider = await startIdentityProvider(`${publicUrl}/sign-in/return`);
  gateway = await startTestGateway({ publicUrl, env: provider.env });
});
afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});
beforeEach(() => gateway.moveTo(startOfTest));

/** Somebody with an account at the provider, who is a user here or not. */
const newPerson = async ({ isUser = true, verified = true } = {}) => {
  const email = `${randomUUID()}@works.example`;
  const subject = randomUUID();
  const account = { subject, claims: { email, email_verified: verified, name: 'Ada Example' } };
  const id = isUser ? await addUser(gateway, { email, password, roles: ['dispatcher'], mustChangePassword: true }) : '';
  return { email, subject, id, account };
};

const begin = async (returnTo = '/orders', at = gateway) => {
  const answer = await at.send('/v1/session/provider', { json: { returnTo }, headers: origin });
  if (answer.status !== 201) return { location: '', cookie: '', answer };
  const { location } = identityProviderRoutes.begin.responses[201].schema.parse(answer.json());
  const cookie = /^callout_sign_in=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
  return { location, cookie, answer };
};
/** What a browser sees that comes back from the provider. */
const comeBack = async (back: URL, cookie: string, at = gateway) => {
  const headers: Record<string, string> = cookie === '' ? {} : { cookie: `callout_sign_in=${cookie}` };
  const answer = await at.send(back.pathname + back.search, { headers });
  const session = answer.headers.getSetCookie().find((each) => each.startsWith('callout_session='));
  const to = new URL(answer.headers.get('location') ?? '');
  return {
    status: answer.status,
    to,
    refused: to.searchParams.get('refused'),
    session: /=([^;]*)/.exec(session ?? '')?.[1],
  };
};
const signIn = async (returnTo?: string, at = gateway) => {
  const { location, cookie } = await begin(returnTo, at);
  return comeBack(await provider.follow(location), cookie, at);
};
const whoIs = async (cookie: string | undefined, at = gateway) => {
  const answer = await at.send('/v1/session', cookie === undefined ? {} : { cookie });
  return answer.status === 200 ? Session.parse(answer.json()) : answer.problem().code;
};
const userOf = async (id: string) =>
  User.parse((await gateway.send(`/v1/users/${id}`, { bearer: gateway.token })).json());
const change = async (id: string, changes: Record<string, unknown>) => {
  const { email, displayName, roles, customerId, disabledAt, version } = await userOf(id);
  return gateway.send(`/v1/users/${id}`, {
    method: 'PUT',
    bearer: gateway.token,
    headers: { 'if-match': `"${version}"` },
    json: { email, displayName, roles, customerId, disabled: disabledAt !== null, ...changes },
  });
};
const lastAudited = async () => {
  const answer = await gateway.send('/v1/audit-entries?limit=1', { bearer: gateway.token });
  return auditRoutes.list.responses[200].schema.parse(answer.json()).items[0];
};

describe('signing in by the identity provider', () => {
  test('goes there with PKCE, state and nonce, and comes back as the user of the verified address', async () => {
    const { email, account, id } = await newPerson();
    provider.signsIn({ ...account, claims: { ...account.claims, email: email.toUpperCase() } });
    const { location, cookie, answer } = await begin('/orders?stage=open');
    const asked = new URL(location).searchParams;
    expect(answer.headers.get('set-cookie')).toMatch(
      /^callout_sign_in=[\w-]{43}; Max-Age=600; Path=\/sign-in\/return; HttpOnly; SameSite=Lax$/,
    );
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${publicUrl}/sign-in/return`,
      state: expect.stringMatching(/^.{40,}$/),
      nonce: expect.stringMatching(/^.{40,}$/),
    });

    const { status, to, session } = await comeBack(await provider.follow(location), cookie);

    expect([status, to.href]).toEqual([303, `${publicUrl}/orders?stage=open`]);
    expect(await whoIs(session)).toMatchObject({ principal: `user:${id}`, email, mustChangePassword: false });
    expect(await userOf(id)).toMatchObject({ providerSubject: account.subject, version: 2 });
    expect(await lastAudited()).toMatchObject({
      what: 'signed-in',
      principal: `user:${id}`,
      route: 'GET /sign-in/return',
    });
  });

  test('knows a linked user by the subject, whatever the address is by now, and changes nothing', async () => {
    const { account, id } = await newPerson();
    provider.signsIn(account);
    await signIn();
    provider.signsIn({ ...account, claims: { email: `${randomUUID()}@works.example`, email_verified: false } });

    expect(await whoIs((await signIn()).session)).toMatchObject({ principal: `user:${id}` });
    expect((await userOf(id)).version).toBe(2);
  });

  test('makes a session like any other: idle for twelve hours it ends, and disabling ends it', async () => {
    const { account, id } = await newPerson();
    provider.signsIn(account);
    const [first, second] = [await signIn(), await signIn()];
    gateway.moveTo(addMs(startOfTest, 12 * 3_600_000));
    gateway.authentication.forgetAll();
    expect(await whoIs(first.session)).toBe('actor.unknown');
    gateway.moveTo(startOfTest);
    gateway.authentication.forgetAll();
    expect(await whoIs(second.session)).toMatchObject({ principal: `user:${id}` });

    expect((await change(id, { disabled: true })).status).toBe(200);
    expect(await whoIs(second.session)).toBe('actor.unknown');
  });

  test('leads nowhere else, whatever it was told', async () => {
    provider.signsIn((await newPerson()).account);
    for (const returnTo of ['//evil.example', 'https://evil.example/', '/\\evil.example']) {
      expect((await signIn(returnTo)).to.href).toBe(`${publicUrl}/`);
    }
  });
});

describe('a sign-in at the provider is refused, in words and in the audit,', () => {
  const refusedOf = async ({ location, cookie }: { location: string; cookie: string }) => {
    const { to, refused, session } = await comeBack(await provider.follow(location), cookie);
    expect([to.origin, to.pathname, session]).toEqual([publicUrl, '/sign-in', undefined]);
    expect(to.searchParams.get('from')).toBe('/orders');
    expect(await lastAudited()).toMatchObject({ what: 'sign-in-failed', route: 'GET /sign-in/return' });
    return refused;
  };

  test('when nobody entered the person as a user', async () => {
    provider.signsIn((await newPerson({ isUser: false })).account);
    expect(await refusedOf(await begin())).toBe('provider.user-unknown');
  });

  test('when the address was not verified', async () => {
    provider.signsIn((await newPerson({ verified: false })).account);
    expect(await refusedOf(await begin())).toBe('provider.login-missing');
  });

  test('when the user is disabled', async () => {
    const { account, id } = await newPerson();
    await change(id, { disabled: true });
    provider.signsIn(account);
    expect(await refusedOf(await begin())).toBe('provider.user-disabled');
  });

  test('when the address belongs to another account by now, until an administrator forgets the first', async () => {
    const { account, id } = await newPerson();
    provider.signsIn(account);
    const { session } = await signIn();
    provider.signsIn({ ...account, subject: randomUUID() });
    expect(await refusedOf(await begin())).toBe('provider.other-account');

    expect((await change(id, { forgetProvider: true })).json()).toMatchObject({ providerSubject: null });
    expect(await whoIs(session)).toBe('actor.unknown');
    expect(await whoIs((await signIn()).session)).toMatchObject({ principal: `user:${id}` });
  });

  test('when the person leaves the provider’s page', async () => {
    provider.signsIn(null);
    expect(await refusedOf(await begin())).toBe('provider.refused');
  });

  test('when the nonce of the ID token is another', async () => {
    provider.signsIn((await newPerson()).account);
    const { location, cookie } = await begin();
    const other = new URL(location);
    other.searchParams.set('nonce', 'a-nonce-of-somebody-else');
    expect(await refusedOf({ location: other.href, cookie })).toBe('provider.answer-wrong');
  });

  test('when the state is another', async () => {
    provider.signsIn((await newPerson()).account);
    const { location, cookie } = await begin();
    const back = await provider.follow(location);
    back.searchParams.set('state', 'a-state-of-somebody-else');
    expect(await comeBack(back, cookie)).toMatchObject({ refused: 'provider.answer-wrong', session: undefined });
  });

  test('when it began in another browser, ten minutes ago, or came back before', async () => {
    provider.signsIn((await newPerson()).account);
    const { location, cookie } = await begin();
    const other = await begin();
    const back = await provider.follow(location);
    expect(await comeBack(back, '')).toMatchObject({ refused: 'provider.sign-in-over' });
    expect(await comeBack(back, other.cookie)).toMatchObject({ refused: 'provider.answer-wrong' });
    expect((await comeBack(back, cookie)).session).toBeDefined();
    expect(await comeBack(back, cookie)).toMatchObject({ refused: 'provider.sign-in-over', session: undefined });

    const late = await begin();
    const lateBack = await provider.follow(late.location);
    gateway.moveTo(addMs(startOfTest, 10 * 60_000));
    expect(await comeBack(lateBack, late.cookie)).toMatchObject({ refused: 'provider.sign-in-over' });
  });

  test('when it begins on a page of another site, or at another address of the product', async () => {
    const from = async (value: string) =>
      (await gateway.send('/v1/session/provider', { json: { returnTo: '/' }, headers: { origin: value } })).problem()
        .code;
    expect(await from('https://evil.example')).toBe('session.origin-foreign');
    expect(await from(gateway.url)).toBe('provider.other-address');
  });
});

describe('a way in beside the provider', () => {
  test('is a password for administrators, and for everyone where that is wanted', async () => {
    const { email } = await newPerson();
    const byPassword = (at: TestGateway, name: string, secret: string) =>
      at.send('/v1/session', { json: { email: name, password: secret } });

    expect((await byPassword(gateway, email, password)).problem().code).toBe('session.password-not-enough');
    expect((await byPassword(gateway, email, 'not this one')).problem().code).toBe('session.credentials-wrong');
    expect((await byPassword(gateway, 'admin@callout.local', administratorPassword)).status).toBe(201);

    const ways = await gateway.send('/v1/sign-in-ways');
    expect(ways.json()).toEqual({ provider: { name: 'Works account' }, passwords: 'administrators' });
  });

  test('stays when the provider is down: the start does not wait for it, and the sign-in page can say so', async () => {
    const env = {
      ...provider.env,
      CALLOUT_OIDC_ISSUER: 'http://127.0.0.1:9',
      CALLOUT_OIDC_LOCAL_SIGN_IN: 'everyone',
      CALLOUT_OIDC_NEW_USERS: 'viewer',
    };
    await using alone = await startTestGateway({ publicUrl, env });
    expect((await begin('/', alone)).answer.problem()).toMatchObject({ status: 502, code: 'provider.unreachable' });
    await addUser(alone, { email: 'ada@works.example', password, roles: ['dispatcher'] });
    const signedIn = await alone.send('/v1/session', { json: { email: 'ada@works.example', password } });
    expect(signedIn.status).toBe(201);
  });

  test('is adding whom nobody entered, with one role, where that is wanted, by a claim of the company’s choice', async () => {
    const env = {
      ...provider.env,
      CALLOUT_OIDC_NEW_USERS: 'viewer',
      CALLOUT_OIDC_CLAIM: 'preferred_username',
    };
    await using open = await startTestGateway({ publicUrl, env });
    provider.signsIn({
      subject: randomUUID(),
      claims: { preferred_username: 'Bea@works.example', name: 'Bea Example' },
    });

    const [{ session }, again] = [await signIn('/', open), await signIn('/', open)];

    const bea = { email: 'bea@works.example', displayName: 'Bea Example', roles: ['viewer'] };
    expect(await whoIs(session, open)).toMatchObject(bea);
    expect(await whoIs(again.session, open)).toMatchObject(bea);
  });

  test('is named whole, over TLS, and with a role that may come in unasked', () => {
    const mistakesOf = (more: Record<string, string>) => {
      try {
        providerOf({ ...provider.env, ...more }, publicUrl);
        return [];
      } catch (thrown) {
        return thrown instanceof ConfigError ? thrown.mistakes : thrown;
      }
    };
    expect(mistakesOf({ CALLOUT_OIDC_CLIENT_SECRET: '', CALLOUT_OIDC_CLIENT_ID: '' })).toHaveLength(2);
    expect(mistakesOf({ CALLOUT_OIDC_ISSUER: '' })).toEqual(['CALLOUT_OIDC_ISSUER is missing']);
    for (const issuer of ['http://login.example', 'http://127.0.0.1.evil.example'])
      expect(mistakesOf({ CALLOUT_OIDC_ISSUER: issuer })).toEqual(['CALLOUT_OIDC_ISSUER: must be an https address']);
    expect(mistakesOf({ CALLOUT_OIDC_NEW_USERS: 'administrator' })).toHaveLength(1);
    expect(mistakesOf({ CALLOUT_OIDC_CLIENT_SECRET: '', CALLOUT_OIDC_CLIENT_SECRET_FILE: '/not/there' })).toEqual([
      'CALLOUT_OIDC_CLIENT_SECRET_FILE: /not/there cannot be read',
    ]);
  });

  test('is a password alone without a provider: nothing else answers', async () => {
    await using plain = await startTestGateway({ publicUrl });
    expect((await plain.send('/v1/sign-in-ways')).json()).toEqual({ provider: null, passwords: 'everyone' });
    expect((await begin('/', plain)).answer.problem().code).toBe('provider.none');
  });
});
