/** The cookie of a session, read and written in one place. */
import type { IncomingMessage } from 'node:http';

import { absoluteMs } from '#domain/identity/session.ts';

const name = 'callout_session';

/** The secret of the session's cookie, or undefined. */
export function sessionSecretOf(request: Pick<IncomingMessage, 'headers'>): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** `Set-Cookie` of a new session; over TLS only where browsers see the product over TLS. */
export function sessionCookie(secret: string, publicUrl: string): string {
  return [`${name}=${secret}`, `Max-Age=${absoluteMs / 1000}`, ...attributes(publicUrl)].join('; ');
}

/** `Set-Cookie` that makes a browser forget the session. */
export function endedCookie(publicUrl: string): string {
  return [`${name}=`, 'Max-Age=0', ...attributes(publicUrl)].join('; ');
}

function attributes(publicUrl: string): readonly string[] {
  const secure = new URL(publicUrl).protocol === 'https:' ? ['Secure'] : [];
  return ['Path=/', 'HttpOnly', 'SameSite=Lax', ...secure];
}
