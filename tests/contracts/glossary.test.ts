import { expect, test } from 'vitest';

import { areas } from '#contracts/areas.ts';
import { events } from '#contracts/events/registry.ts';
import { problems } from '#contracts/problems/catalogue.ts';
import { roles } from '#domain/identity/rights.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { textOf } from '#tests/support/source-tree.ts';

const glossary = textOf('docs/glossary.md');
const entries = glossary.split('\n').flatMap((line) => (line.startsWith('- **') ? [line.slice(2)] : []));
/** Words between stars before the colon, and between backticks after it: other spellings of the same. */
const words = new Set(
  entries.flatMap((line) => [
    ...[...line.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word = '']) => plain(word)),
    ...[...line.matchAll(/`([a-z-]+)`/g)].map(([, word = '']) => plain(word)),
  ]),
);

test.each([
  ['area', areas],
  ['stage of the default model', defaultStageModel.stages.map(({ name }) => name)],
  ['aggregate with events', events.map(({ aggregate }) => aggregate)],
  ['first word of a problem code', Object.keys(problems).map((code) => code.split('.')[0] ?? '')],
  ['role', roles],
])('every %s has its entry', (_, names) => {
  expect([...new Set(names)].filter((name) => !words.has(plain(name)))).toEqual([]);
});

test('every entry says what it means in one sentence', () => {
  expect(entries.filter((line) => !/^\*\*.+\*\*.*: .+\.$/.test(line))).toEqual([]);
  const terms = entries.map((line) => line.slice(0, line.indexOf(':')));
  expect(terms.filter((term, index) => terms.indexOf(term) !== index)).toEqual([]);
});

function plain(word: string): string {
  return word.toLowerCase().replaceAll('-', ' ');
}
