/** Sign-in by an identity provider of the company: whom its answer stands for, and who may still use a password. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';
import { diffMs } from '../shared/instant.ts';
import type { Instant } from '../shared/instant.ts';
import { administratorRole, customerRole } from './grant.ts';

/** Who besides administrators and customers' people may sign in by a password while there is a provider. */
export const passwordPolicies = ['administrators', 'everyone'] as const;
export type PasswordPolicy = (typeof passwordPolicies)[number];

/** A sign-in that began at our page is over at the provider within ten minutes, or begins anew. */
export const pendingSignInMs = 10 * 60_000;

export function isPendingSignInLive(createdAt: Instant, now: Instant): boolean {
  return diffMs(createdAt, now) < pendingSignInMs;
}

/** A user as far as the provider's answer is compared with it. */
export interface ProvidedUser {
  readonly userId: string;
  readonly disabled: boolean;
  /** The subject at this provider that the user is linked with; null before the first sign-in by it. */
  readonly subject: string | null;
}

export interface ProviderAnswer {
  readonly subject: string;
  /** What the user signs in with here, as the provider says; null when it says nothing that may be believed. */
  readonly login: string | null;
}

export type ProviderRefusalCode =
  'provider.user-unknown' | 'provider.user-disabled' | 'provider.other-account' | 'provider.login-missing';

/** What follows from an answer: somebody known, somebody to be linked with the subject from now on, or a user to be added. */
export type ProviderSignIn =
  | { readonly kind: 'known'; readonly userId: string }
  | { readonly kind: 'link'; readonly userId: string }
  | { readonly kind: 'add'; readonly login: string };

/**
 * Whom an answer stands for. The subject counts alone once a user is linked with it, because addresses change their owners; before
 * that the login does. A login whose user is linked with another subject is refused: it was given to somebody else.
 * @param bySubject the user who is linked with the subject
 * @param byLogin the user of that login
 * @param addsUsers whether somebody whom nobody entered may come in
 */
export function signInByProvider(
  answer: ProviderAnswer,
  bySubject: ProvidedUser | undefined,
  byLogin: ProvidedUser | undefined,
  addsUsers: boolean,
): Decision<{ signIn: ProviderSignIn }, ProviderRefusalCode> {
  const user = bySubject ?? byLogin;
  if (user === undefined) {
    if (answer.login === null) return refuse('provider.login-missing');
    return addsUsers ? yes({ kind: 'add', login: answer.login }) : refuse('provider.user-unknown');
  }
  if (user.disabled) return refuse('provider.user-disabled');
  if (user.subject === answer.subject) return yes({ kind: 'known', userId: user.userId });
  if (user.subject !== null) return refuse('provider.other-account');
  return yes({ kind: 'link', userId: user.userId });
}

function yes(signIn: ProviderSignIn) {
  return accept({ signIn });
}

/** Whether a right password is enough: administrators need a way in when the provider fails, customers' people are not in it. */
export function mayUsePassword(
  roles: readonly string[],
  policy: PasswordPolicy,
): Decision<Record<never, never>, 'session.password-not-enough'> {
  const isOpen = policy === 'everyone' || roles.includes(administratorRole) || roles.includes(customerRole);
  return isOpen ? accept({}) : refuse('session.password-not-enough');
}

/**
 * Where a browser goes after sign-in: an address inside of the product as it was asked for, else the first page. Browsers read
 * `//` and `/\` as another host, and drop control characters before they look.
 */
export function ownPath(wanted: string): string {
  const isOwn = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted) && wanted.length <= longestPath;
  return isOwn ? wanted : '/';
}

const longestPath = 2_000;
