/** The short-lived internal token: who acts, signed by whoever authenticated, verified by every service on every route. */
import type { Request } from 'express';
import { SignJWT, jwtVerify } from 'jose';

import { Actor } from '#contracts/roles.ts';

import { ProblemError } from './problem.ts';

const issuer = 'callout';
const lifetimeMs = 60_000;
/** A cached token is handed out only while a slow call can still arrive with it. */
const renewBeforeMs = 20_000;
const cacheSize = 5_000;

export interface Tokens {
  /** A token that is valid for 20 to 60 seconds. */
  readonly sign: (actor: Actor) => Promise<string>;
  /** The actor of a token. @throws ProblemError `actor.unknown` for anything but a valid, unexpired token of ours */
  readonly verify: (token: string) => Promise<Actor>;
}

interface Cached<Value> {
  readonly value: Value;
  readonly untilMs: number;
}

/** Keeps at most `cacheSize` entries; the oldest goes first. */
function createCache<Value>() {
  const entries = new Map<string, Cached<Value>>();
  return {
    find(key: string, nowMs: number): Value | undefined {
      const found = entries.get(key);
      if (found === undefined) return undefined;
      if (found.untilMs > nowMs) return found.value;
      entries.delete(key);
      return undefined;
    },
    keep(key: string, value: Value, untilMs: number): void {
      if (entries.size >= cacheSize) {
        const oldest = entries.keys().next();
        if (oldest.done !== true) entries.delete(oldest.value);
      }
      entries.set(key, { value, untilMs });
    },
  };
}

/**
 * Signs and verifies with HS256. Both directions are cached: a token is made once per actor and 40 s, and checked once.
 * @param serviceKey at least 32 characters, the same in every service
 */
export function createTokens(serviceKey: string): Tokens {
  if (serviceKey.length < 32) throw new Error('CALLOUT_SERVICE_KEY must have at least 32 characters');
  const key = new TextEncoder().encode(serviceKey);
  const signed = createCache<string>();
  const verified = createCache<Actor>();

  async function sign(actor: Actor): Promise<string> {
    const nowMs = Date.now();
    const name = JSON.stringify([actor.principal, actor.roles, actor.customerId]);
    const cached = signed.find(name, nowMs);
    if (cached !== undefined) return cached;
    const token = await new SignJWT({ roles: [...actor.roles], customerId: actor.customerId })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(issuer)
      .setSubject(actor.principal)
      .setIssuedAt(Math.floor(nowMs / 1000))
      .setExpirationTime(Math.floor((nowMs + lifetimeMs) / 1000))
      .sign(key);
    signed.keep(name, token, nowMs + lifetimeMs - renewBeforeMs);
    return token;
  }

  async function verify(token: string): Promise<Actor> {
    const cached = verified.find(token, Date.now());
    if (cached !== undefined) return cached;
    const { payload } = await jwtVerify(token, key, {
      issuer,
      algorithms: ['HS256'],
      requiredClaims: ['exp', 'sub'],
    }).catch((cause: unknown) => {
      throw new ProblemError('actor.unknown', { cause });
    });
    const parsed = Actor.safeParse({
      principal: payload.sub,
      roles: payload['roles'],
      customerId: payload['customerId'],
    });
    if (!parsed.success) throw new ProblemError('actor.unknown', { cause: parsed.error });
    const actor = Object.freeze(parsed.data);
    verified.keep(token, actor, (payload.exp ?? 0) * 1000);
    return actor;
  }

  return { sign, verify };
}

/** The token of `Authorization: Bearer …`, or undefined. */
export function bearerOf(request: Pick<Request, 'headers'>): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/**
 * The actor of a request.
 * @throws ProblemError `actor.unknown` without a valid token
 */
export async function actorOf(request: Pick<Request, 'headers'>, tokens: Tokens): Promise<Actor> {
  const token = bearerOf(request);
  if (token === undefined) throw new ProblemError('actor.unknown');
  return tokens.verify(token);
}
