import { afterAll, beforeAll, expect, test } from 'vitest';

import { serviceActor } from '#contracts/roles.ts';
import type { Role } from '#contracts/roles.ts';
import { askUserAddress } from '#services/orders/user-addresses.ts';
import { addUser, startTestGateway } from '#tests/support/gateway.ts';
import type { TestGateway } from '#tests/support/gateway.ts';

const dispatcher = { password: 'Lantern-88-Spanner', roles: ['dispatcher'] satisfies Role[] };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('a service of ours learns where a user is written to, and that nobody is there', async () => {
  const email = 'ada@lifts.example';
  const id = await addUser(gateway, { ...dispatcher, email });
  const addressOf = askUserAddress(gateway.url, gateway.tokens);

  expect(await addressOf(id)).toBe(email);
  expect(await addressOf('01900000-0000-7000-8000-000000000000')).toBeNull();
});

test('no administrator asks at this door', async () => {
  const id = await addUser(gateway, { ...dispatcher, email: 'dan@lifts.example' });
  const path = `/v1/users/${id}/address`;

  expect((await gateway.send(path, { bearer: gateway.token })).problem().code).toBe('actor.forbidden');
  const service = await gateway.tokens.sign(serviceActor('orders'));
  expect((await gateway.send(path, { bearer: service })).status).toBe(200);
});
