/** Passwords as scrypt hashes with their parameters beside them, so that stronger ones can follow. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { ScryptOptions } from 'node:crypto';

/** What one hash costs: memory is N times r times 128 bytes, p times over. */
export interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's second choice for scrypt (N 2^16, r 8, p 2): 64 MiB, about 0.3 s on one core. */
const recommendedCost: PasswordCost = { N: 65_536, r: 8, p: 2 };

export interface PasswordHashes {
  /** `scrypt$<N>$<r>$<p>$<salt>$<key>`, base64url. @throws PasswordsBusy when too many are waiting */
  readonly make: (password: string) => Promise<string>;
  /**
   * Whether the password is the one of the hash. Without a hash (no such account) it takes the same time and says no.
   * @throws PasswordsBusy when too many are waiting
   */
  readonly fits: (password: string, hash: string | undefined) => Promise<boolean>;
  /** True when the hash was made with another cost than today's. */
  readonly isOutdated: (hash: string) => boolean;
}

const keyBytes = 32;
const saltBytes = 16;

/** Each running hash holds 64 MiB and a core; the others wait, and beyond this many they are refused. */
const mostAtOnce = 2;
const mostWaiting = 32;

/** More passwords are being checked than the process can take. */
export class PasswordsBusy extends Error {
  override readonly name = 'PasswordsBusy';
}

/** Hashes at this cost, the recommended one where nothing else is asked for. */
export function createPasswordHashes(cost: PasswordCost = recommendedCost): PasswordHashes {
  const prefix = prefixOf(cost);
  const nobodysHash = prefix + ['A'.repeat(22), 'A'.repeat(43)].join('$');
  return {
    async make(password) {
      const salt = randomBytes(saltBytes);
      const key = await derive(password, salt, cost);
      return prefix + [salt, key].map((part) => part.toString('base64url')).join('$');
    },
    async fits(password, hash) {
      const [, N, r, p, salt = '', key = ''] = (hash ?? nobodysHash).split('$');
      const expected = Buffer.from(key, 'base64url');
      const costOfHash = { N: Number(N), r: Number(r), p: Number(p) };
      const derived = await derive(password, Buffer.from(salt, 'base64url'), costOfHash);
      return timingSafeEqual(derived, expected) && hash !== undefined;
    },
    isOutdated: (hash) => !hash.startsWith(prefix),
  };
}

/** The hash of no password that anybody knows, for a user who signs in otherwise. */
export function hashOfNoPassword(): string {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url');
  return prefixOf(recommendedCost) + [random(saltBytes), random(keyBytes)].join('$');
}

function prefixOf({ N, r, p }: PasswordCost): string {
  return `scrypt$${N}$${r}$${p}$`;
}

const waiting: (() => void)[] = [];
let running = 0;

async function derive(password: string, salt: Buffer, options: PasswordCost): Promise<Buffer> {
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
