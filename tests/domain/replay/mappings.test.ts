import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { countLog } from '#deploy/replay/count-log.ts';
import { mappingJsonSchema, parseMapping } from '#deploy/replay/mapping.ts';
import { planCases, stagesOf } from '#deploy/replay/plan.ts';
import type { Step } from '#deploy/replay/plan.ts';
import { readLogFile } from '#deploy/replay/read-log.ts';
import { checkStageModel } from '#domain/service-orders/stage-model-check.ts';
import { mapping } from './logs.ts';

const data = new URL('../../data/', import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, data), 'utf8');

describe('the mapping of the repair workshop', () => {
  const text = textOf('repair-workshop.mapping.json');
  const workshop = parseMapping(text);
  const [model] = workshop.setup?.stageModels ?? [];
  if (!model) throw new Error('The mapping brings its own stage model');
  const stages = stagesOf(model);

  test('makes 1,104 orders, 1,510 repair lines and 1,102 notes of 11,855 rows', async () => {
    const log = await readLogFile(new URL('repair-workshop.csv', data).pathname, workshop);
    const { cases, badRows } = planCases(log.cases, workshop, stages);
    const steps = cases.flatMap((each) => each.steps);
    const count = (command: Step['command']) => steps.filter((step) => step.command === command).length;

    expect([log.rows, log.badRows.length, badRows.length, cases.length]).toEqual([11_855, 0, 0, 1_104]);
    expect([count('openRepairLine'), count('addNote')]).toEqual([1_510, 1_102]);
    const unfixed = steps.filter((step) => step.command === 'changeRepairLine' && step.body.note !== undefined);
    expect(unfixed).toHaveLength(36);
  });

  test('means what the independent reader counts', () => {
    const { sequences, badRows } = countLog(textOf('repair-workshop.csv'), text, stages);
    const entered = [...sequences.values()].flat();
    const count = (stage: string) => entered.filter((each) => each === stage).length;

    expect(badRows).toBe(0);
    expect(model.stages.map(({ id }) => [id, count(id)])).toEqual([
      ['registered', 1_104],
      ['analysing', 1_104],
      ['repairing', 1_510],
      ['testing', 1_508],
      ['archived', 1_000],
    ]);
  });
});

test.each(['repair-workshop', 'helpdesk'])('the stage model of %s can be published', (name) => {
  const [model] = parseMapping(textOf(`${name}.mapping.json`)).setup?.stageModels ?? [];

  expect(model && checkStageModel(model)).toEqual([]);
});

describe('a mapping that is not right', () => {
  test('is refused with every mistake and its place', () => {
    const wrong = { ...mapping, log: 'Not An Id', columns: { case: 'id' }, evnts: [] };

    expect(() => parseMapping(JSON.stringify(wrong))).toThrow(
      /log: .*\n.*columns\.activity: .*\n.*columns\.time: .*\n.*evnts/s,
    );
  });

  test('is refused when it moves orders to a stage that its own model has not', () => {
    const text = textOf('repair-workshop.mapping.json').replace('"to": "archived"', '"to": "archved"');

    expect(() => parseMapping(text)).toThrow('archved');
  });

  test('is refused when it is no JSON', () => {
    expect(() => parseMapping('{')).toThrow('no JSON');
  });
});

test('the JSON Schema of mappings is the one in the documentation', () => {
  const file = new URL('../../../docs/generated/replay-mapping.schema.json', import.meta.url);

  expect(readFileSync(file, 'utf8')).toBe(mappingJsonSchema());
});
