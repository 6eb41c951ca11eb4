/** The cookies of a session, and of a sign-in that is under way at the identity provider, read and written in one place. */
import type { IncomingMessage } from 'node:http';

import { pendingSignInMs } from '#domain/identity/provider.ts';
import { absoluteMs } from '#domain/identity/session.ts';
import { returnPath } from './provider.ts';

const session = { name: 'callout_session', path: '/', lifeMs: absoluteMs };
/** Goes to the one page that reads it. Lax, because the browser comes there from another site. */
const pending = { name: 'callout_sign_in', path: returnPath, lifeMs: pendingSignInMs };

type Cookie = typeof session;

/** The secret of the session's cookie, or undefined. */
export function sessionSecretOf(request: Pick<IncomingMessage, 'headers'>): string | undefined {
  return valueOf(request, session);
}

/** `Set-Cookie` of a new session; over TLS only where browsers see the product over TLS. */
export function sessionCookie(secret: string, publicUrl: string): string {
  return written(session, secret, publicUrl);
}

/** `Set-Cookie` that makes a browser forget the session. */
export function endedCookie(publicUrl: string): string {
  return ended(session, publicUrl);
}

/** The secret of a sign-in that is under way at the identity provider, or undefined. */
export function pendingSecretOf(request: Pick<IncomingMessage, 'headers'>): string | undefined {
  return valueOf(request, pending);
}

/** `Set-Cookie` of a sign-in that goes on at the identity provider. */
export function pendingCookie(secret: string, publicUrl: string): string {
  return written(pending, secret, publicUrl);
}

/** `Set-Cookie` that makes a browser forget it. */
export function endedPendingCookie(publicUrl: string): string {
  return ended(pending, publicUrl);
}

function valueOf(request: Pick<IncomingMessage, 'headers'>, { name }: Cookie): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return undefined;
}

function written(cookie: Cookie, secret: string, publicUrl: string): string {
  return [`${cookie.name}=${secret}`, `Max-Age=${cookie.lifeMs / 1000}`, ...attributes(cookie, publicUrl)].join('; ');
}

function ended(cookie: Cookie, publicUrl: string): string {
  return [`${cookie.name}=`, 'Max-Age=0', ...attributes(cookie, publicUrl)].join('; ');
}

function attributes({ path }: Cookie, publicUrl: string): readonly string[] {
  const secure = new URL(publicUrl).protocol === 'https:' ? ['Secure'] : [];
  return [`Path=${path}`, 'HttpOnly', 'SameSite=Lax', ...secure];
}
