/** Who is behind a cookie or an API token, remembered for some seconds, so that a request costs no query. */
import type { Session } from '#contracts/http/identity.ts';
import type { Db } from '#db/connection.ts';
import type { Clock } from '#platform/clock.ts';
import { sessionOf, tokenOf } from '#transactions/identity/authenticate.ts';
import { hashSecret, isSessionSecret, isTokenSecret } from '#transactions/identity/secret.ts';

/**
 * How long an answer is used again, in milliseconds. A revoked token, an ended session or changed roles are known at once in the
 * process that changed them, within the delay of the topic in others, and after this time whatever fails.
 */
export const rememberedMs = 5_000;

const mostRemembered = 10_000;

/** Who asks, and by which credential. */
export interface Identity {
  readonly kind: 'session' | 'token';
  readonly secretHash: string;
  readonly session: Session;
}

export interface Authentication {
  /** Undefined for a secret that stands for nobody. */
  readonly bySession: (secret: string) => Promise<Identity | undefined>;
  readonly byToken: (secret: string) => Promise<Identity | undefined>;
  /** Asks the tables again from now on. */
  readonly forgetAll: () => void;
}

interface Remembered {
  readonly identity: Promise<Identity | undefined>;
  readonly untilMs: number;
}

/** One per process. Requests that come while a secret is being looked up wait for the same answer. */
export function createAuthentication(deps: { db: Db<'gateway'>; clock: Clock }): Authentication {
  const remembered = new Map<string, Remembered>();

  function recall(kind: Identity['kind'], secret: string, look: typeof sessionOf): Promise<Identity | undefined> {
    const secretHash = hashSecret(secret);
    const key = `${kind} ${secretHash}`;
    const known = remembered.get(key);
    if (known !== undefined && known.untilMs > performance.now()) return known.identity;
    const identity = look(deps.db, secretHash, deps.clock.now()).then((session) =>
      session === undefined ? undefined : { kind, secretHash, session },
    );
    remember(key, identity);
    return identity;
  }

  /** Only a yes is kept: a no may become a yes, and a failure must not be repeated. */
  function remember(key: string, identity: Promise<Identity | undefined>): void {
    if (remembered.size >= mostRemembered) remembered.clear();
    const entry = { identity, untilMs: performance.now() + rememberedMs };
    remembered.set(key, entry);
    const drop = () => {
      if (remembered.get(key) === entry) remembered.delete(key);
    };
    identity.then((found) => found ?? drop(), drop);
  }

  return {
    bySession: async (secret) => (isSessionSecret(secret) ? recall('session', secret, sessionOf) : undefined),
    byToken: async (secret) => (isTokenSecret(secret) ? recall('token', secret, tokenOf) : undefined),
    forgetAll: () => remembered.clear(),
  };
}
