import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { mostLevels, placed, type TreeObject } from '#domain/objects/object-tree.ts';
import { warrantyOn } from '#domain/objects/warranty.ts';

type Thing = TreeObject;

/** An object in use that says nothing. */
const thing = (objectId: string, more: Partial<Thing> = {}): Thing => ({
  ...{ objectId, number: objectId, parentObjectId: null, siteId: null, installedOn: null, warrantyUntil: null },
  ...{ active: true, ...more },
});

/** The first is part of nothing, each other one of the one before it. */
const chain = (...ids: readonly string[]) =>
  ids.map((id, index) => thing(id, { parentObjectId: index === 0 ? null : (ids[index - 1] ?? null) }));

const alone = { above: [], below: [], before: undefined, withParts: false };
const placedAmong = (objects: readonly Thing[], wanted: Thing, withParts = false) => {
  const by = new Map(objects.map((each) => [each.objectId, each]));
  const above: Thing[] = [];
  const climb = (id: string | null): void => {
    const found = by.get(id ?? '');
    if (found === undefined || above.includes(found)) return;
    above.push(found);
    climb(found.parentObjectId);
  };
  climb(wanted.parentObjectId);
  const under = (id: string): Thing[] =>
    objects.filter((each) => each.parentObjectId === id).flatMap((each) => [each, ...under(each.objectId)]);
  const before = by.get(wanted.objectId);
  return placed(wanted, { above, below: before === undefined ? [] : under(wanted.objectId), before, withParts });
};

describe('the warranty of an object', () => {
  test('runs through its last day, and is nothing where no day is known', () => {
    const oven = { warrantyUntil: '2026-03-31' };

    expect(warrantyOn(oven, '2026-03-31')).toBe('running');
    expect(warrantyOn(oven, '2026-04-01')).toBe('ended');
    expect(warrantyOn({ warrantyUntil: null }, '2026-04-01')).toBe('none');
  });

  test('does not end before the object was installed', () => {
    const wanted = thing('A', { installedOn: '2026-04-01', warrantyUntil: '2026-03-31' });

    expect(placed(wanted, alone)).toMatchObject({ refusal: { code: 'object.warranty-before-installation' } });
    expect(placed({ ...wanted, warrantyUntil: '2026-04-01' }, alone)).toMatchObject({ ok: true });
  });
});

describe('an object that is part of another', () => {
  test('is not part of itself, whatever lies between', () => {
    const [a, b, c] = chain('A', 'B', 'C');
    const objects = [a, b, c].filter((each) => each !== undefined);

    for (const parentObjectId of ['A', 'B', 'C']) {
      expect(placedAmong(objects, thing('A', { parentObjectId }))).toMatchObject({
        refusal: { code: 'object.circle', params: { number: parentObjectId } },
      });
    }
  });

  test('lies at most so many levels deep, its own parts counted', () => {
    const [deep, pair] = [chain('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'), chain('X', 'Y')];

    expect(deep).toHaveLength(mostLevels - 1);
    expect(placedAmong(deep, thing('X', { parentObjectId: 'I' }))).toMatchObject({ ok: true });
    expect(placedAmong([...deep, ...pair], thing('X', { parentObjectId: 'I' }))).toMatchObject({
      refusal: { code: 'object.too-deep' },
    });
  });

  test('stands where its parent stands, and is not said to stand elsewhere', () => {
    const lift = thing('L', { siteId: 'mill' });

    expect(placedAmong([lift], thing('D', { parentObjectId: 'L' }))).toMatchObject({ object: { siteId: 'mill' } });
    expect(placedAmong([lift], thing('D', { parentObjectId: 'L', siteId: 'quay' }))).toMatchObject({
      refusal: { code: 'object.site-of-parent', params: { number: 'L' } },
    });
  });

  test('comes to the site of the object that it is put into', () => {
    const [lift, drive] = [thing('L', { siteId: 'mill' }), thing('D', { siteId: 'quay' })];

    expect(placedAmong([lift, drive], { ...drive, parentObjectId: 'L' })).toMatchObject({ object: { siteId: 'mill' } });
  });

  test('keeps its own site where nobody knows that of its parent', () => {
    const parts = { parentObjectId: 'L', siteId: 'quay' };

    expect(placedAmong([thing('L')], thing('D', parts))).toMatchObject({ object: { siteId: 'quay' } });
  });

  test('moves with it, down to the last part', () => {
    const [a, ...parts] = chain('A', 'B', 'C').map((each) => ({ ...each, siteId: 'mill' }));
    if (a === undefined) throw new Error('a chain has a first');

    expect(placedAmong([a, ...parts], { ...a, siteId: 'quay' })).toMatchObject({
      parts: [
        { objectId: 'B', siteId: 'quay' },
        { objectId: 'C', siteId: 'quay' },
      ],
    });
  });

  test('is not put into use below what is not in use', () => {
    const lift = thing('L', { active: false });

    expect(placedAmong([lift], thing('D', { parentObjectId: 'L' }))).toMatchObject({
      refusal: { code: 'object.parent-not-in-use' },
    });
    expect(placedAmong([lift], thing('D', { parentObjectId: 'L', active: false }))).toMatchObject({ ok: true });
  });
});

describe('an object that goes out of use', () => {
  const objects = chain('A', 'B', 'C', 'D', 'E');

  test('names the parts that are still in use', () => {
    expect(placedAmong(objects, thing('A', { active: false }))).toMatchObject({
      refusal: { code: 'object.parts-in-use', params: { count: 4, numbers: 'B, C, D, …' } },
    });
  });

  test('takes them with it when that is said', () => {
    const decided = placedAmong(objects, thing('A', { active: false }), true);

    expect(decided.ok && decided.parts.map(({ objectId, active }) => [objectId, active])).toEqual(
      ['B', 'C', 'D', 'E'].map((id) => [id, false]),
    );
  });
});

const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
const aWish = fc.record({
  objectId: fc.constantFrom(...ids),
  parentObjectId: fc.option(fc.constantFrom(...ids)),
  siteId: fc.constantFrom(null, 'mill', 'quay'),
  active: fc.boolean(),
  withParts: fc.boolean(),
});

test('whatever is asked in whatever order, nothing is part of itself, and what is in use is in use at one place', () => {
  fc.assert(
    fc.property(fc.array(aWish, { maxLength: 40 }), (wishes) => {
      const objects = new Map(ids.map((id) => [id, thing(id)]));
      for (const { withParts, ...wish } of wishes) {
        const decided = placedAmong([...objects.values()], { ...thing(wish.objectId), ...wish }, withParts);
        if (!decided.ok) continue;
        for (const each of [decided.object, ...decided.parts]) objects.set(each.objectId, each);
      }
      for (const part of objects.values()) {
        const parent = objects.get(part.parentObjectId ?? '');
        if (parent === undefined) continue;
        expect(parent.siteId === null || parent.siteId === part.siteId).toBe(true);
        expect(parent.active || !part.active).toBe(true);
        expect(placedAmong([...objects.values()], part)).toMatchObject({ ok: true });
      }
    }),
  );
});
