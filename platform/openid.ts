/** Sign-in at an OpenID Connect provider: authorization code with PKCE, state and nonce. The protocol is openid-client's. */
import * as openid from 'openid-client';

export interface OpenIdOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the provider sends browsers back to. It is configured; nothing of a request gets into it. */
  readonly redirectUri: string;
}

/** What the answer has to fit; made anew for every sign-in. */
export interface OpenIdChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Why there is no answer: the provider is away, it (or the person there) said no, or what came does not fit. */
export type OpenIdTrouble = 'unreachable' | 'refused' | 'wrong';

/** The failure of a sign-in at the provider, with what openid-client said as its cause. */
export class OpenIdError extends Error {
  override readonly name = 'OpenIdError';
  readonly trouble: OpenIdTrouble;

  constructor(trouble: OpenIdTrouble, cause: unknown) {
    super(`The OpenID Connect provider: ${trouble}`, { cause });
    this.trouble = trouble;
  }
}

/** What the provider says about who is there, by the names of claims. */
export type OpenIdClaims = Readonly<Record<string, unknown>> & { readonly sub: string };

export interface OpenIdProvider {
  /** The address at the provider that a browser goes to. @throws OpenIdError */
  readonly begin: (checks: OpenIdChecks) => Promise<string>;
  /**
   * The claims behind the query of the address that the browser came back to; those of `wanted` that are not in the ID token are
   * asked for.
   * @throws OpenIdError
   */
  readonly finish: (query: string, checks: OpenIdChecks, wanted: readonly string[]) => Promise<OpenIdClaims>;
}

/** Somebody waits at the sign-in page. */
const answerWithinSeconds = 5;
/** What the provider publishes about itself is read again after this time, in milliseconds. */
const discoveredForMs = 60 * 60_000;

/** A fresh set of what the next answer has to fit. */
export function newOpenIdChecks(): OpenIdChecks {
  return {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
  };
}

/** Asks the provider nothing until somebody wants to sign in, so that no start waits for it. */
export function createOpenIdProvider(options: OpenIdOptions): OpenIdProvider {
  let known: { readonly configuration: openid.Configuration; readonly untilMs: number } | undefined;

  async function discovered(): Promise<openid.Configuration> {
    if (known !== undefined && known.untilMs > performance.now()) return known.configuration;
    const configuration = await discover(options);
    known = { configuration, untilMs: performance.now() + discoveredForMs };
    return configuration;
  }

  return {
    begin: async ({ state, nonce, verifier }) => {
      const configuration = await orTrouble(discovered());
      const parameters = {
        redirect_uri: options.redirectUri,
        scope: 'openid email profile',
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      };
      return openid.buildAuthorizationUrl(configuration, parameters).href;
    },
    finish: async (query, checks, wanted) => {
      const configuration = await orTrouble(discovered());
      return orTrouble(claimsOf(configuration, new URL(query, options.redirectUri), checks, wanted));
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: OpenIdOptions): Promise<openid.Configuration> {
  const basic = openid.ClientSecretBasic(clientSecret);
  const post = openid.ClientSecretPost(clientSecret);
  // A provider that does not say which it takes takes the header (OpenID Connect Discovery 1.0, section 3).
  const authentication: openid.ClientAuth = (server, ...rest) =>
    (server.token_endpoint_auth_methods_supported?.includes('client_secret_basic') === false ? post : basic)(
      server,
      ...rest,
    );
  const isPlain = new URL(issuer).protocol === 'http:';
  return openid.discovery(new URL(issuer), clientId, undefined, authentication, {
    timeout: answerWithinSeconds,
    execute: isPlain ? [openid.allowInsecureRequests] : [],
  });
}

async function claimsOf(
  configuration: openid.Configuration,
  address: URL,
  checks: OpenIdChecks,
  wanted: readonly string[],
): Promise<OpenIdClaims> {
  const tokens = await openid.authorizationCodeGrant(configuration, address, {
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    pkceCodeVerifier: checks.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('there is no ID token, which was expected');
  const isWhole = wanted.every((name) => claims[name] !== undefined);
  if (isWhole || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
  return { ...(await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
}

async function orTrouble<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    throw new OpenIdError(troubleOf(cause), cause);
  }
}

/** `fetch` throws a TypeError when nobody answers; an answer without sense from a server in trouble counts the same. */
function troubleOf(thrown: unknown): OpenIdTrouble {
  if (thrown instanceof openid.AuthorizationResponseError) return 'refused';
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, 'code') : undefined;
  const status: unknown = thrown instanceof openid.ResponseBodyError ? thrown.status : undefined;
  const isAway = thrown instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
  return isAway || (typeof status === 'number' && status >= 500) ? 'unreachable' : 'wrong';
}
