import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  caseBeginsWith,
  defaultsOfCategory,
  pathOfCategory,
  placeCategory,
  withBelow,
  type CaseCategory,
} from '#domain/setup/case-category.ts';

const heating = { id: 'heating', name: 'Heating', priorityId: 'high', ownerId: 'robin' };
const boiler = { id: 'boiler', name: 'Boiler', parentId: 'heating', priorityId: 'normal' };
const burner = { id: 'burner', name: 'Burner', parentId: 'boiler', firstStep: { text: 'Call', withinDays: 2 } };
const noise = { id: 'noise', name: 'Noise' };
const all: readonly CaseCategory[] = [burner, noise, boiler, heating];

describe('categories of cases', () => {
  test('are shown below what they stand', () => {
    expect(pathOfCategory('burner', all)).toBe('Heating › Boiler › Burner');
    expect(pathOfCategory('noise', all)).toBe('Noise');
    expect(pathOfCategory('gone', all)).toBe('gone');
  });

  test('are meant with all that stands below them', () => {
    expect(withBelow('heating', all).toSorted()).toEqual(['boiler', 'burner', 'heating']);
    expect(withBelow('noise', all)).toEqual(['noise']);
  });

  test('say what a case begins with, and leave the rest to what they stand below', () => {
    expect(defaultsOfCategory('burner', all)).toEqual({
      ...{ ownerId: 'robin', priorityId: 'normal', firstStep: { text: 'Call', withinDays: 2 } },
    });
    expect(defaultsOfCategory('boiler', all)).toMatchObject({ ownerId: 'robin', firstStep: undefined });
    expect(defaultsOfCategory('noise', all)).toEqual({});
  });

  test('begin a case with an owner of the staff, or else with who opens it, and count its first step from the company’s day', () => {
    const opening = { openedBy: 'me', staff: new Set(['me', 'robin']), today: '2026-03-30' };
    const defaults = defaultsOfCategory('burner', all);
    const nextStep = { text: 'Call', on: '2026-04-01' };
    expect(caseBeginsWith({}, defaults, opening)).toEqual({ ownerId: 'robin', priority: 'normal', nextStep });
    const left = { ...opening, staff: new Set(['me']) };
    expect(caseBeginsWith({}, defaults, left).ownerId).toBe('me');
    expect(caseBeginsWith({}, {}, opening)).toEqual({ ownerId: 'me', priority: null, nextStep: null });
    expect(caseBeginsWith({}, {}, { ...opening, openedBy: null }).ownerId).toBeNull();
    const none = { ownerId: null, priority: null, nextStep: null };
    expect(caseBeginsWith(none, defaults, opening)).toEqual(none);
  });

  test('never stand below themselves, nor below what there is not', () => {
    const codeOf = (id: string, parentId: string) => {
      const decided = placeCategory({ id, parentId }, all);
      return decided.ok ? null : decided.refusal.code;
    };
    expect([codeOf('heating', 'burner'), codeOf('new', 'new')]).toEqual(Array(2).fill('case-category.circle'));
    expect(codeOf('burner', 'gone')).toBe('setup.reference-unknown');
    expect([codeOf('burner', 'heating'), codeOf('noise', 'burner')]).toEqual([null, null]);
  });

  test('form no circle, whatever is put below what, one after the other', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const puts = fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { maxLength: 20 });
    fc.assert(
      fc.property(puts, (wishes) => {
        let categories: readonly CaseCategory[] = ids.map((id) => ({ id, name: id }));
        for (const [id, parentId] of wishes)
          if (placeCategory({ id, parentId }, categories).ok)
            categories = categories.map((each) => (each.id === id ? { ...each, parentId } : each));
        for (const top of ids)
          for (const below of withBelow(top, categories).slice(1))
            expect(withBelow(below, categories)).not.toContain(top);
      }),
    );
  });
});
