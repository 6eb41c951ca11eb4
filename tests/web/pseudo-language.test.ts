import { expect, test } from 'vitest';

import { pseudo } from '#web/ui/pseudo-language.ts';

test('the pseudo-language is longer, in brackets and accents, and leaves the gaps for values', () => {
  const said = pseudo('Move to {stage} at once');
  expect(said).toMatch(/^⟦Móvé tó \{stage\} át óñçé .+⟧$/);
  expect(said.length).toBeGreaterThanOrEqual('Move to {stage} at once'.length * 1.4);
  expect(pseudo('Yes')).toMatch(/^⟦Ýéš .+⟧$/);
});
