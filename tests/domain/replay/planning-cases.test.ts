import { describe, expect, test } from 'vitest';

import { movesOf, planned } from './logs.ts';

const opened = '1,open,,2020-01-01T10:00:00Z,x';

describe('a case becomes an order', () => {
  test('that is created at the instant of its first event, with the values of that row', async () => {
    const { cases } = await planned([opened, '1,work,start,2020-01-01T11:00:00+01:00,']);

    expect(cases).toHaveLength(1);
    expect(cases[0]).toMatchObject({
      customer: { externalId: 'tickets/x', body: { name: 'Customer x' } },
      create: {
        key: 'tickets/1/1',
        body: {
          orderType: 'ticket',
          customerOrderNumber: '1',
          description: 'About x',
          occurredAt: '2020-01-01T10:00:00.000Z',
        },
      },
    });
  });

  test('whatever its first event is, which is then done as well', async () => {
    const plan = await planned(['1,work,start,2020-01-01T10:00:00Z,']);

    expect(movesOf(plan.case('1'))).toEqual(['working']);
  });

  test('only with a starting event where the mapping names such', async () => {
    const events = [
      { activity: 'open', starts: true, do: [] },
      { activity: 'close', do: [{ command: 'changeStage' as const, to: 'closed' }] },
    ];
    const plan = await planned(
      ['1,close,,2020-01-01T09:00:00Z,', opened, '1,close,,2020-01-01T11:00:00Z,', '2,close,,2020-01-01T09:00:00Z,'],
      { events },
    );

    expect(plan.cases.map((each) => each.case)).toEqual(['1']);
    expect(movesOf(plan.case('1'))).toEqual(['closed']);
    expect(plan.badRows.map(({ line }) => line)).toEqual([2, 5]);
    expect(plan.counted.badRows).toBe(2);
  });
});

describe('an event becomes commands', () => {
  test('with log, case and row as their keys, so that running again is resuming', async () => {
    const rows = [opened, '1,repair,,2020-01-02T10:00:00Z,a'];
    const [first, second] = [await planned(rows), await planned(rows)];

    expect(first.case('1').steps.map(({ key }) => key)).toEqual(['tickets/1/2', 'tickets/1/2.1']);
    expect(second.cases).toEqual(first.cases);
  });

  test('by activity, lifecycle and further columns', async () => {
    const plan = await planned([
      opened,
      '1,work,end,2020-01-02T10:00:00Z,done',
      '1,repair,,2020-01-02T11:00:00Z,b',
      '1,repair,,2020-01-02T12:00:00Z,c',
    ]);

    expect(plan.case('1').steps.map(({ command }) => command)).toEqual(['addNote', 'changeStage', 'openRepairLine']);
    expect(plan.unread).toEqual([{ line: 5, reason: 'has no rule: repair' }]);
  });

  test('with what its case said before where the row says nothing', async () => {
    const plan = await planned([opened, '1,work,end,2020-01-02T10:00:00Z,']);

    expect(plan.case('1').steps[0]?.body).toMatchObject({ text: 'Ended: x', occurredAt: '2020-01-02T10:00:00.000Z' });
  });

  test('with codes that are codes', async () => {
    const plan = await planned([opened, '1,close,,2020-01-02T10:00:00Z,"It’s done, at last!"']);

    expect(plan.case('1').steps[0]?.body).toMatchObject({ to: 'closed', reasonCode: 'It-s done- at last-' });
  });
});

describe('events that are not in their order', () => {
  test('are done by time, and by row where times are equal', async () => {
    const plan = await planned([
      '1,close,,2020-01-03T10:00:00Z,',
      '2,open,,2020-01-01T10:00:00Z,',
      opened,
      '1,work,start,2020-01-02T10:00:00Z,',
      '2,work,start,2020-01-01T10:00:00Z,',
    ]);

    expect(movesOf(plan.case('1'))).toEqual(['working', 'closed']);
    expect(plan.case('1').create.key).toBe('tickets/1/3');
    expect(plan.case('2').create.key).toBe('tickets/2/2');
    expect(plan.counted.sequences.get('1')).toEqual(['new', 'working', 'closed']);
  });
});

describe('events that repeat themselves', () => {
  const repeating = [opened, '1,work,start,2020-01-02T10:00:00Z,', '1,work,start,2020-01-03T10:00:00Z,'];

  test('move the order once', async () => {
    expect(movesOf((await planned(repeating)).case('1'))).toEqual(['working']);
  });

  test('leave a note where the mapping asks for one', async () => {
    const plan = await planned(repeating, { repeats: 'note' });

    expect(plan.case('1').steps.map(({ command }) => command)).toEqual(['changeStage', 'addNote']);
    expect(plan.case('1').steps[1]?.body).toMatchObject({ text: 'work (start)' });
  });
});

describe('events after the end', () => {
  const reopening = [
    opened,
    '1,close,,2020-01-02T10:00:00Z,',
    '1,work,start,2020-01-03T10:00:00Z,',
    '1,close,,2020-01-04T10:00:00Z,',
  ];

  test.each([
    { afterEnd: 'do' as const, moves: ['closed', 'working', 'closed'], commands: 3 },
    { afterEnd: 'note' as const, moves: ['closed'], commands: 3 },
    { afterEnd: 'ignore' as const, moves: ['closed'], commands: 1 },
  ])('are commands, notes or nothing: $afterEnd', async ({ afterEnd, moves, commands }) => {
    const plan = await planned(reopening, { afterEnd });

    expect(movesOf(plan.case('1'))).toEqual(moves);
    expect(plan.case('1').steps).toHaveLength(commands);
    expect(plan.counted.sequences.get('1')).toEqual(['new', ...moves]);
  });
});

test('events without a rule are refused, ignored, or become notes', async () => {
  const rows = [opened, '1,phone,,2020-01-02T10:00:00Z,'];

  expect((await planned(rows)).unread).toEqual([{ line: 3, reason: 'has no rule: phone' }]);
  expect(await planned(rows, { otherEvents: 'ignore' })).toMatchObject({ unread: [], cases: [{ steps: [] }] });
  expect((await planned(rows, { otherEvents: 'note' })).case('1').steps[0]?.body).toMatchObject({ text: 'phone' });
});
