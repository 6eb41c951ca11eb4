/** Secrets that only their holder has: 256 random bits as text, and the hash under which the table knows them. */
import { createHash, randomBytes } from 'node:crypto';

/** What an API token begins with, so that a scanner finds one that was published by mistake. */
export const tokenPrefix = 'callout_';

const secretShape = /^[A-Za-z0-9_-]{43}$/;

/** A new secret for a session's cookie. */
export function newSessionSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A new API token. */
export function newTokenSecret(): string {
  return tokenPrefix + newSessionSecret();
}

/** True for text that can be the secret of a session at all. */
export function isSessionSecret(text: string): boolean {
  return secretShape.test(text);
}

/** True for text that can be an API token at all. */
export function isTokenSecret(text: string): boolean {
  return text.startsWith(tokenPrefix) && secretShape.test(text.slice(tokenPrefix.length));
}

/** SHA-256 as hexadecimal text. A slow hash is for passwords; these secrets cannot be guessed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
