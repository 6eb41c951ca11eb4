import path from 'node:path';
import { describe, expect, test } from 'vitest';

import { releasedFolder, schemaFiles, staleEventSchemas, eventSchemas } from '#deploy/generate/event-schemas.ts';
import { incompatibilities } from '../support/schema-compatibility.ts';

test('docs/generated/events has the schema of every event as it is', () => {
  expect(staleEventSchemas(), 'run npm run generate').toEqual([]);
});

describe('what was released', () => {
  const now = eventSchemas();

  test.each([...schemaFiles(releasedFolder)])('%s still holds', (name, text) => {
    const current = now.get(name.split(path.sep).join('/'));

    expect(current, 'the event was released: it cannot be taken back').toBeDefined();
    expect(incompatibilities(JSON.parse(text), JSON.parse(current ?? '{}'))).toEqual([]);
  });
});

describe('a change is compatible when what reads by the old schema still reads', () => {
  const before = {
    type: 'object',
    properties: { stage: { type: 'string' }, state: { type: 'string', enum: ['open', 'done'] } },
    required: ['stage'],
  };

  test.each([
    ['a member more', { ...before, properties: { ...before.properties, until: { type: 'string' } } }],
    ['another description', { ...before, description: 'better words' }],
  ])('%s', (_name, after) => {
    expect(incompatibilities(before, after)).toEqual([]);
  });

  test.each([
    ['a member less', { ...before, properties: { stage: { type: 'string' } } }],
    ['another type', { ...before, properties: { ...before.properties, stage: { type: 'integer' } } }],
    ['a required member that may now be absent', { ...before, required: [] }],
    ['a required member that old events do not have', { ...before, required: ['stage', 'state'] }],
    [
      'a word that readers do not know',
      { ...before, properties: { ...before.properties, state: { type: 'string', enum: ['open', 'done', 'lost'] } } },
    ],
  ])('not %s', (_name, after) => {
    expect(incompatibilities(before, after)).not.toEqual([]);
  });
});
