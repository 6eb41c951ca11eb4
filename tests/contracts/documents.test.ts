import { expect, test } from 'vitest';

import { eventTypeName } from '#contracts/events/envelope.ts';
import { events } from '#contracts/events/registry.ts';
import { routes } from '#contracts/http/routes.ts';
import { staleDocuments } from '#deploy/generate/documents.ts';

test('docs/generated describes the contracts as they are', () => {
  expect(staleDocuments(), 'run npm run generate').toEqual([]);
});

test('every route has an id and an address of its own', () => {
  const ids = routes.map((route) => route.id);
  const addresses = routes.map((route) => `${route.method} ${route.path.replace(/:\w+/g, ':')}`);

  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(addresses.filter((each, index) => addresses.indexOf(each) !== index)).toEqual([]);
});

test('every event has a name of its own', () => {
  const names = events.map(eventTypeName);

  expect(new Set(names).size).toBe(names.length);
});

test('every creation and command by POST asks for an Idempotency-Key, but for those that say why not', () => {
  const without = routes.filter((route) => route.method === 'POST' && route.idempotent !== true);

  expect(without.filter((route) => route.description === undefined).map((route) => route.id)).toEqual([]);
});
