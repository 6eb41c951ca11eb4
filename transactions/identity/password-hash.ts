/** Passwords as scrypt hashes with their parameters beside them, so that stronger ones can follow. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { ScryptOptions } from 'node:crypto';

/** OWASP's second choice for scrypt (N 2^16, r 8, p 2): 64 MiB, about 0.3 s on one core. */
const cost = { N: 65_536, r: 8, p: 2 };
const keyBytes = 32;
const saltBytes = 16;

/** Each running hash holds 64 MiB and a core; the others wait, and beyond this many they are refused. */
const mostAtOnce = 2;
const mostWaiting = 32;

/** More passwords are being checked than the process can take. */
export class PasswordsBusy extends Error {
  override readonly name = 'PasswordsBusy';
}

/** `scrypt$<N>$<r>$<p>$<salt>$<key>`, base64url. @throws PasswordsBusy when too many are waiting */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** The hash of no password that anybody knows, for a user who signs in otherwise. */
export function hashOfNoPassword(): string {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url');
  return ['scrypt', cost.N, cost.r, cost.p, random(saltBytes), random(keyBytes)].join('$');
}

/**
 * Whether the password is the one of the hash. Without a hash (no such account) it takes the same time and says no.
 * @throws PasswordsBusy when too many are waiting
 */
export async function isPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = (hash ?? nobodysHash).split('$');
  const expected = Buffer.from(key, 'base64url');
  const derived = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(derived, expected) && hash !== undefined;
}

/** True when the hash was made with other parameters than today's. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(`scrypt$${cost.N}$${cost.r}$${cost.p}$`);
}

const nobodysHash = ['scrypt', cost.N, cost.r, cost.p, 'A'.repeat(22), 'A'.repeat(43)].join('$');

const waiting: (() => void)[] = [];
let running = 0;

async function derive(password: string, salt: Buffer, options: typeof cost): Promise<Buffer> {
  await enter();
  try {
    return await scryptKey(password.normalize('NFKC'), salt, { ...options, maxmem: 256 * options.N * options.r });
  } finally {
    leave();
  }
}

function scryptKey(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

async function enter(): Promise<void> {
  if (running < mostAtOnce) {
    running += 1;
    return;
  }
  if (waiting.length >= mostWaiting) throw new PasswordsBusy('too many passwords are being checked');
  await new Promise<void>((resolve) => waiting.push(resolve));
}

/** Hands its place to the one that waits longest. */
function leave(): void {
  const next = waiting.shift();
  if (next === undefined) running -= 1;
  else next();
}
