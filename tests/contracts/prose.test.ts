/** What the documents for people point to is there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

import { filesUnder, root, textOf } from '#tests/support/source-tree.ts';
import manifest from '../../package.json' with { type: 'json' };

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...filesUnder('docs').filter((file) => file.endsWith('.md')),
];

test('every link leads to a file or folder of the project', () => {
  const broken = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !existsSync(path.join(root, path.dirname(page), link)))
      .map((link) => `${page} links to ${link}`),
  );
  expect(broken).toEqual([]);
});

test('every file that is named is there', () => {
  const folders = 'contracts|domain|transactions|workflows|activities|db|platform|services|web|deploy|tests|docs';
  const named = new RegExp(`\`((?:${folders})/[\\w./-]+\\.(?:ts|tsx|mjs|md|json|sh))\``, 'g');
  const missing = pages.flatMap((page) =>
    [...textOf(page).matchAll(named)]
      .map(([, file = '']) => file)
      .filter((file) => !existsSync(path.join(root, file)))
      .map((file) => `${page} names ${file}`),
  );
  expect(missing).toEqual([]);
});

test('every command that is shown is one, and every one is shown', () => {
  const scripts = Object.keys(manifest.scripts);
  const shown = pages.flatMap((page) =>
    [...textOf(page).matchAll(/npm run (?:-s |--silent )?([a-z][a-z:-]*)/g)].map(([, name = '']) => name),
  );
  expect([...new Set(shown)].filter((name) => !scripts.includes(name))).toEqual([]);
  const contributing = textOf('CONTRIBUTING.md');
  expect(scripts.filter((name) => !new RegExp(`npm (run )?${name}\\b`).test(contributing))).toEqual([]);
});
