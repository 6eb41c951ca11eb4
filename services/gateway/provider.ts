/** The company's identity provider, from the environment: off as long as there is no issuer. */
import { readFileSync } from 'node:fs';

import * as z from 'zod';

import { grantableRoles } from '#contracts/roles.ts';
import type { Role } from '#contracts/roles.ts';
import { passwordPolicies } from '#domain/identity/provider.ts';
import type { PasswordPolicy } from '#domain/identity/provider.ts';
import { ConfigError, loadConfig } from '#platform/config.ts';
import type { Environment } from '#platform/config.ts';
import { createOpenIdProvider } from '#platform/openid.ts';
import type { OpenIdProvider } from '#platform/openid.ts';

/** Tokens and the secret go over TLS, unless they stay on the machine. */
const Issuer = z
  .url({ protocol: /^https?$/ })
  .refine((issuer) => /^(https:|http:\/\/(127\.0\.0\.1|localhost)[:/])/.test(issuer), {
    error: 'must be an https address',
  });

/** Whoever comes in unasked manages nobody, and belongs to no customer. */
const newUsersRoles = grantableRoles.filter((role) => role !== 'administrator' && role !== 'customer-contact');

/** The variables; only the gateway reads them. */
export const providerEnvironment = {
  /** As the provider writes it, such as https://login.example/realms/works. */
  CALLOUT_OIDC_ISSUER: Issuer.optional(),
  CALLOUT_OIDC_CLIENT_ID: z.string().optional(),
  CALLOUT_OIDC_CLIENT_SECRET: z.string().optional(),
  CALLOUT_OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  /** What the button of the sign-in page calls it. */
  CALLOUT_OIDC_NAME: z.string().max(60).default('the company’s account'),
  /** The claim that holds what a user signs in with here. `email` counts only when the provider says that it is verified. */
  CALLOUT_OIDC_CLAIM: z.string().max(60).default('email'),
  /** The role of those whom nobody entered; without it they are refused. */
  CALLOUT_OIDC_NEW_USERS: z.enum(newUsersRoles).optional(),
  /** Who may still sign in by a password, besides administrators and customers’ people. */
  CALLOUT_OIDC_LOCAL_SIGN_IN: z.enum(passwordPolicies).default('administrators'),
};

/** The provider and what the company wants of it. */
export interface IdentityProvider {
  readonly issuer: string;
  readonly name: string;
  readonly claim: string;
  readonly newUsersRole: Role | null;
  readonly passwords: PasswordPolicy;
  readonly openId: OpenIdProvider;
}

/** Where the provider sends browsers back to, behind the product's address. */
export const returnPath = '/sign-in/return';

/**
 * Null where there is no issuer. Nothing is asked of the provider yet.
 * @throws ConfigError with every mistake
 */
export function providerOf(env: Environment, publicUrl: string): IdentityProvider | null {
  const given = loadConfig(z.object(providerEnvironment), env);
  const { CALLOUT_OIDC_ISSUER: issuer, CALLOUT_OIDC_CLIENT_ID: clientId } = given;
  if (issuer === undefined) {
    if (clientId === undefined) return null;
    throw new ConfigError(['CALLOUT_OIDC_ISSUER is missing']);
  }
  const clientSecret = given.CALLOUT_OIDC_CLIENT_SECRET ?? secretIn(given.CALLOUT_OIDC_CLIENT_SECRET_FILE);
  if (clientId === undefined || clientSecret === undefined) {
    throw new ConfigError([
      ...(clientId === undefined ? ['CALLOUT_OIDC_CLIENT_ID is missing'] : []),
      ...(clientSecret === undefined ? ['CALLOUT_OIDC_CLIENT_SECRET or …_FILE is missing'] : []),
    ]);
  }
  return {
    issuer,
    name: given.CALLOUT_OIDC_NAME,
    claim: given.CALLOUT_OIDC_CLAIM,
    newUsersRole: given.CALLOUT_OIDC_NEW_USERS ?? null,
    passwords: given.CALLOUT_OIDC_LOCAL_SIGN_IN,
    openId: createOpenIdProvider({ issuer, clientId, clientSecret, redirectUri: publicUrl + returnPath }),
  };
}

/** The content of the file without the line end that editors write. @throws ConfigError when it cannot be read */
function secretIn(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch {
    throw new ConfigError([`CALLOUT_OIDC_CLIENT_SECRET_FILE: ${file} cannot be read`]);
  }
}
