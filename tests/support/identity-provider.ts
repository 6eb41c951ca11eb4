/** A real OpenID Connect provider in the test's process, where whoever the test names signs in without being asked. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import type { Configuration } from 'oidc-provider';

/** Who sits before the browser, as the provider knows them. */
export interface Account {
  readonly subject: string;
  readonly claims: Readonly<Record<string, string | boolean>>;
}

export interface IdentityProviderOfTest extends AsyncDisposable {
  readonly issuer: string;
  /** From now on this is who signs in; null for somebody who leaves the provider's page. */
  readonly signsIn: (account: Account | null) => void;
  /** The environment of a gateway that uses it. */
  readonly env: Readonly<Record<string, string>>;
  /** Follows a browser from the address at the provider to the one it is sent back to. */
  readonly follow: (location: string) => Promise<URL>;
}

const clientId = 'callout';
const clientSecret = 'a secret of the test alone';

/** Listens on a port of its own. */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProviderOfTest> {
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined;
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const accounts = new Map<string, Account>();
  let present: Account | null = null;
  const provider = new Provider(issuer, await configuration(redirectUri, accounts));
  const answer = provider.callback();
  handle = async (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return answer(request, response);
    const outcome =
      present === null ? { error: 'access_denied' } : { login: { accountId: present.subject, remember: false } };
    await provider.interactionFinished(request, response, outcome);
  };
  return {
    issuer,
    env: {
      CALLOUT_OIDC_ISSUER: issuer,
      CALLOUT_OIDC_CLIENT_ID: clientId,
      CALLOUT_OIDC_CLIENT_SECRET: clientSecret,
      CALLOUT_OIDC_NAME: 'Works account',
    },
    signsIn: (account) => {
      present = account;
      if (account !== null) accounts.set(account.subject, account);
    },
    follow: (location) => follow(location, issuer),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function configuration(redirectUri: string, accounts: ReadonlyMap<string, Account>): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'test' }] },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    cookies: { keys: ['a key of the test alone'] },
    pkce: { required: () => true },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, ...accounts.get(subject)?.claims }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
}

async function follow(location: string, issuer: string): Promise<URL> {
  const jar = new Map<string, string>();
  let next = new URL(location);
  while (next.origin === issuer) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const each of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const to = response.headers.get('location');
    if (to === null) throw new Error(`The provider answered ${response.status} ${await response.text()}`);
    next = new URL(to, next);
  }
  return next;
}
