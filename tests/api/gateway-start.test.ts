import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { IssuedToken } from '#contracts/http/identity.ts';
import type { RunningService } from '#platform/process.ts';
import { start } from '#services/gateway/main.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readEvents, send } from '#tests/support/gateway.ts';
import { preparedStackForThisFile } from '#tests/support/stack.ts';

const stack = preparedStackForThisFile();
let dir: string;
let first: RunningService;
let second: RunningService;
let token: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'callout-gateway-'));
  const env = { ...stack().env(), CALLOUT_DIR: dir, GATEWAY_PORT: '0' };
  [first, second] = await Promise.all([start(env), start(env)]);
  token = await readText('admin-token');
  await eventually(async () => {
    const checks = Object((await send(`${first.url}/readyz`, {})).json()).checks;
    expect(checks).toMatchObject({
      postgres: { ok: true },
      kafka: { ok: true },
      temporal: { ok: true },
      hints: { ok: true },
    });
  });
});
afterAll(async () => {
  await Promise.all([first.stop(), second.stop()]);
  await rm(dir, { recursive: true });
});

const readText = async (name: string) => (await readFile(path.join(dir, name), 'utf8')).trim();

describe('two gateways that start at once for the first time', () => {
  test('have one administrator, whose password lies where only the owner reads it', async () => {
    const password = await readText('admin-password');
    const signIn = (url: string) => send(`${url}/v1/session`, { json: { email: 'admin@callout.local', password } });

    expect((await stat(path.join(dir, 'admin-password'))).mode & 0o777).toBe(0o600);
    expect([(await signIn(first.url)).status, (await signIn(second.url)).status]).toEqual([201, 201]);
    const users = Object((await send(`${first.url}/v1/users`, { bearer: token })).json()).items;
    expect(users).toHaveLength(1);
  });

  test('have one token for the commands of this machine', async () => {
    expect((await stat(path.join(dir, 'admin-token'))).mode & 0o777).toBe(0o600);
    expect(Object((await send(`${second.url}/v1/tokens`, { bearer: token })).json()).items).toHaveLength(1);
  });
});

test('readiness names every part that cannot work', async () => {
  const answer = await send(`${first.url}/readyz`, {});

  expect(answer.status).toBe(503);
  expect(answer.json()).toMatchObject({
    status: 'not-ready',
    checks: { orders: { ok: false }, reporting: { ok: false }, postgres: { ok: true } },
  });
});

test('a change in one gateway is a hint in the browsers of the other', async () => {
  let wasSent = false;
  const text = await readEvents(`${second.url}/v1/stream`, token, {
    enough: (so) => so.includes('priority/soon'),
    onOpen: () => {
      wasSent = true;
      const json = { name: 'Soon', rank: 15, active: true };
      void send(`${first.url}/v1/priorities/soon`, { method: 'PUT', bearer: token, json });
    },
  });

  expect(wasSent).toBe(true);
  expect(text).toContain('data: {"area":"setup","aggregate":"priority","aggregateId":"priority/soon","version":1}');
});

test('a token that is revoked in one gateway stops working in the other within its memory', async () => {
  const issued = await send(`${first.url}/v1/tokens`, {
    bearer: token,
    headers: { 'idempotency-key': randomUUID() },
    json: { label: 'short-lived', roles: ['viewer'], customerId: null, expiresAt: null },
  });
  const { id, secret } = IssuedToken.parse(issued.json());
  const ask = async () => (await send(`${second.url}/v1/session`, { bearer: secret ?? '' })).status;
  expect(await ask()).toBe(200);

  await send(`${first.url}/v1/tokens/${id}`, { method: 'DELETE', bearer: token });

  await eventually(async () => expect(await ask()).toBe(401), { withinMs: 6_000 });
});
