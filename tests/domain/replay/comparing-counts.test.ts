import { describe, expect, test } from 'vitest';

import { compare, comparisonText } from '#deploy/replay/compare.ts';
import { isMade } from '#deploy/replay/run-case.ts';

const way = new Map([['1', ['new', 'working', 'closed']]]);

describe('four counts of the same orders', () => {
  test('are equal per stage and per case', () => {
    const comparison = compare({ log: way, postgres: way, workflow: way, readModel: way }, [
      'new',
      'working',
      'closed',
    ]);

    expect(comparison.stages['working']).toEqual({ log: 1, postgres: 1, workflow: 1, readModel: 1 });
    expect(comparison.differences).toEqual([]);
    expect(comparisonText(comparison)).toContain('same sequence in all four');
  });

  test('differ when one has another sequence, also where every stage was entered as often', () => {
    const other = new Map([['1', ['new', 'closed', 'working']]]);
    const { differences } = compare({ log: way, postgres: way, workflow: other, readModel: way }, ['new']);

    expect(differences.map((difference) => difference.case)).toEqual(['1']);
    expect(differences[0]?.sequences.workflow).toEqual(['new', 'closed', 'working']);
  });

  test('differ when one has not the case at all', () => {
    const comparison = compare({ log: way, postgres: way, workflow: way, readModel: new Map() }, ['new']);

    expect(comparison.differences[0]?.sequences.readModel).toBeNull();
    expect(comparisonText(comparison)).toMatch(/new +1 +1 +1 +0 +DIFFERENT/);
  });
});

describe('a change of a repair line that an earlier run has made', () => {
  const line = { condition: null, symptom: null, diagnosis: null, resolution: 'fixed', note: null, finishedAt: null };

  test('is known by the value on the line', () => {
    expect(isMade(line, { resolution: 'fixed' }, [{ resolution: 'fixed' }])).toBe(true);
    expect(isMade(line, { note: 'x' }, [{ note: 'x' }])).toBe(false);
  });

  test('is known by the value of a later change of the same field', () => {
    const ahead = [{ resolution: 'not-fixed' }, { resolution: 'fixed' }];

    expect(isMade(line, { resolution: 'not-fixed' }, ahead)).toBe(true);
    expect(isMade({ ...line, resolution: null }, { resolution: 'not-fixed' }, ahead)).toBe(false);
  });
});
