/** Which test shows which rule is said in one document, and what it names is there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

import { root, textOf } from '#tests/support/source-tree.ts';

const text = textOf('docs/rule-rows.md');
const rows = text.split('\n').filter((line) => /^\| (?!Rule |-)/.test(line));

test('every test that a rule row names is there', () => {
  const references = [...text.matchAll(/`(tests\/[\w./-]+\.ts)`: `([^`]+)`/g)];
  const missing = references.filter(([, file = '', name = '']) => !isThere(file, name));
  expect(references.length).toBeGreaterThan(100);
  expect(missing.map(([reference]) => reference)).toEqual([]);
});

test('every rule row names its test, or says why it has none', () => {
  const shown = /\| (`tests\/|not built yet|left out|not shown by a test of its own)[^|]+\|$/;
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => !shown.test(row))).toEqual([]);
});

/** Each part of a name, that of the group and that of the test, stands in the file as it is. */
function isThere(file: string, name: string): boolean {
  if (!existsSync(path.join(root, file))) return false;
  const source = textOf(file);
  return name.split(' > ').every((part) => source.includes(`'${part}'`));
}
