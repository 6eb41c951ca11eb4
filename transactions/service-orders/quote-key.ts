/** The secret of a quote's link, which only the mail has; the row knows its hash. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 as hexadecimal text; the secret is of 256 random bits and cannot be guessed. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Whether a secret is the one of a row. */
export function isKeyOf(key: string, keyHash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOfKey(key)), Buffer.from(keyHash));
}
