import { Readable } from 'node:stream';

import { describe, expect, test } from 'vitest';

import { countLog } from '#deploy/replay/count-log.ts';
import { timeReader } from '#deploy/replay/instants.ts';
import { readLog } from '#deploy/replay/read-log.ts';
import { mapping, planned, stages } from './logs.ts';

describe('a row that cannot be read', () => {
  test('is left out with its line, and the rest goes on', async () => {
    const plan = await planned([
      '1,open,,2020-01-01T10:00:00Z,x',
      '2,open',
      ',open,,2020-01-01T10:00:00Z,x',
      '3,open,,yesterday,x',
      '4,open,,2020-02-30T10:00:00Z,x',
      '5,open,,2020-01-01T10:00:00Z,x,y',
      '',
      '6,open,,2020-01-01T10:00:00Z,"two',
      'lines"',
      '7,phone,,2020-01-01T10:00:00Z,x',
    ]);

    expect(plan.cases.map((each) => each.case)).toEqual(['1', '6']);
    expect(plan.unread).toEqual([
      { line: 3, reason: 'has 2 columns instead of 5' },
      { line: 4, reason: 'names no case' },
      { line: 5, reason: 'has no time that can be read: "yesterday"' },
      { line: 6, reason: 'has no time that can be read: "2020-02-30T10:00:00Z"' },
      { line: 7, reason: 'has 6 columns instead of 5' },
      { line: 11, reason: 'has no rule: phone' },
    ]);
    expect(plan.counted.badRows).toBe(6);
    expect([...plan.counted.sequences.keys()]).toEqual(['1', '6']);
  });
});

test('a log that has not the columns of its mapping is refused by their names', async () => {
  await expect(readLog(Readable.from(['id;what\n1;open']), mapping)).rejects.toThrow('The log has no column');
});

test('a log may begin with a byte order mark and have another delimiter', async () => {
  const text = '\uFEFFid;what;phase;when;detail\r\n1;open;;2020-01-01T10:00:00Z;"a;b"\r\n';
  const log = await readLog(Readable.from([text]), { ...mapping, csv: { delimiter: ';' } });

  expect(log.cases.get('1')?.[0]?.values).toMatchObject({ id: '1', detail: 'a;b' });
});

test('lines may end in one way and in another', async () => {
  const text = 'id,what,phase,when,detail\r\n1,open,,2020-01-01T10:00:00Z,x\n2,open,,2020-01-01T10:00:00Z,y\r\n';
  const log = await readLog(Readable.from([text]), mapping);

  expect([...log.cases.keys()]).toEqual(['1', '2']);
  expect([...countLog(text, JSON.stringify(mapping), stages).sequences.keys()]).toEqual(['1', '2']);
});

describe('times', () => {
  const winter = '2020-01-01T10:00:00.000Z';
  const summer = '2020-07-01T10:00:00.000Z';

  test.each([
    ['iso', undefined, '2020-01-01T11:00:00.000+01:00', winter],
    ['iso', undefined, '2020-01-01 10:00', winter],
    ['iso', undefined, '2020-01-01T10:00:00.123456Z', '2020-01-01T10:00:00.123Z'],
    ['iso', 'Europe/Berlin', '2020-01-01 11:00:00', winter],
    ['iso', 'Europe/Berlin', '2020-07-01', '2020-06-30T22:00:00.000Z'],
    ['dd.MM.yyyy HH:mm', 'Europe/Berlin', '1.7.2020 12:00', summer],
    ['yyyy/MM/dd HH:mm:ss.SSS', undefined, '2020/07/01 10:00:00.000', summer],
    ['epoch-seconds', undefined, '1577872800', winter],
    ['epoch-milliseconds', undefined, '1577872800000', winter],
  ])('%s in %s: %s', (format, zone, text, instant) => {
    expect(timeReader({ format, ...(zone === undefined ? {} : { zone }) })(text)).toBe(instant);
  });

  test('that a change of offset repeats or skips have one instant', () => {
    const read = timeReader({ format: 'iso', zone: 'Europe/Berlin' });

    expect(read('2020-10-25 02:30')).toBe('2020-10-25T00:30:00.000Z');
    expect(read('2020-03-29 02:30')).toBe('2020-03-29T01:30:00.000Z');
  });

  test.each(['', 'now', '2020-13-01', '2020-01-01T25:00', '12.1.2020'])('%s is none', (text) => {
    expect(timeReader()(text)).toBeUndefined();
  });
});
