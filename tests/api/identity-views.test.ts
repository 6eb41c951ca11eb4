import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';

import { IssuedToken } from '#contracts/http/identity.ts';
import { SavedView } from '#contracts/http/identity-views.ts';
import type { NewView } from '#contracts/http/identity-views.ts';
import type { Role } from '#contracts/roles.ts';
import { startTestGateway } from '#tests/support/gateway.ts';
import type { Sending, TestGateway } from '#tests/support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

/** Somebody of the staff whom no other test knows. */
async function someone(role: Role = 'dispatcher') {
  const json = { label: role, roles: [role], customerId: null, expiresAt: null };
  const headers = { 'idempotency-key': randomUUID() };
  const issued = await gateway.send('/v1/tokens', { bearer: gateway.token, json, headers });
  const bearer = IssuedToken.parse(issued.json()).secret ?? '';
  const send = (path: string, sending: Sending = {}) => gateway.send(path, { bearer, ...sending });
  return {
    send,
    save: (view: NewView, key: string = randomUUID()) =>
      send('/v1/saved-views', { json: view, headers: { 'idempotency-key': key } }),
    change: ({ viewId, version }: SavedView, view: NewView) =>
      send(`/v1/saved-views/${viewId}`, { method: 'PUT', json: view, headers: { 'if-match': `"${version}"` } }),
    remove: ({ viewId }: SavedView) => send(`/v1/saved-views/${viewId}`, { method: 'DELETE' }),
    names: async () => {
      const { items } = z.object({ items: z.array(SavedView) }).parse((await send('/v1/saved-views')).json());
      return items.map(({ name }) => name);
    },
  };
}

const aView = (over: Partial<NewView> = {}): NewView => ({
  name: `Late ${randomUUID()}`,
  shared: false,
  content: { filters: { slaState: 'breached', open: true }, sort: 'sla-due', ascending: true, columns: ['customer'] },
  ...over,
});

test('a view follows who saved it, and nobody else sees it until it is shared', async () => {
  const [owner, other] = [await someone(), await someone('viewer')];
  const view = aView();

  const saved = SavedView.parse((await owner.save(view)).json());

  expect(saved).toMatchObject(view);
  expect([await owner.names(), await other.names()]).toEqual([[view.name], []]);

  const shared = await owner.change(saved, { ...view, shared: true });

  expect(shared.status).toBe(200);
  expect(await other.names()).toContain(view.name);
  expect((await owner.remove(saved)).status).toBe(204);
  expect(await other.names()).not.toContain(view.name);
});

test('what another shares may be used and not changed, and only an administrator may take it away', async () => {
  const [owner, other, administrator] = [await someone(), await someone(), await someone('administrator')];
  const view = aView({ shared: true });
  const saved = SavedView.parse((await owner.save(view)).json());

  expect((await other.change(saved, view)).problem()).toMatchObject({ status: 403, code: 'view.not-yours' });
  expect((await other.remove(saved)).problem()).toMatchObject({ code: 'view.not-yours', whoMayLift: 'administrator' });
  expect((await administrator.remove(saved)).status).toBe(204);
});

test('a view of another that is not shared is none', async () => {
  const [owner, administrator] = [await someone(), await someone('administrator')];
  const saved = SavedView.parse((await owner.save(aView())).json());

  expect((await administrator.remove(saved)).problem().code).toBe('resource.unknown');
});

test('a name is used once by each, and the same request saves once', async () => {
  const [owner, other] = [await someone(), await someone()];
  const view = aView();
  const key = randomUUID();

  expect([(await owner.save(view, key)).status, (await owner.save(view, key)).status]).toEqual([201, 201]);
  expect((await owner.save(view)).problem().code).toBe('view.name-taken');
  expect((await other.save(view)).status).toBe(201);
});

test('who changes what somebody changed meanwhile is told so', async () => {
  const owner = await someone();
  const view = aView();
  const saved = SavedView.parse((await owner.save(view)).json());
  await owner.change(saved, { ...view, name: `${view.name} again` });

  expect((await owner.change(saved, view)).problem().code).toBe('request.version-stale');
});

test('a column that the list has not is refused', async () => {
  const owner = await someone();
  const view = { ...aView(), content: { filters: {}, columns: ['margin'] } };

  const answer = await owner.send('/v1/saved-views', { json: view, headers: { 'idempotency-key': randomUUID() } });

  expect(answer.problem().code).toBe('request.invalid');
});

test('customers have no views', async () => {
  const json = { label: 'theirs', roles: ['customer-contact'], customerId: randomUUID(), expiresAt: null };
  const headers = { 'idempotency-key': randomUUID() };
  const issued = await gateway.send('/v1/tokens', { bearer: gateway.token, json, headers });

  const answer = await gateway.send('/v1/saved-views', { bearer: IssuedToken.parse(issued.json()).secret ?? '' });

  expect(answer.problem().code).toBe('actor.forbidden');
});
