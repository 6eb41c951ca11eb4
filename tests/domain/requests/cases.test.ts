/** Cases: opened about something, followed by somebody, closed with a result, rated afterwards. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import {
  addPart,
  belongTo,
  caseStatuses,
  changeCase,
  closeCase,
  isOverdue,
  openCase,
  rateCase,
  reopenCase,
  recategorise,
  type ListedCode,
  type StandingCase,
} from '#domain/requests/case.ts';
import { addMs } from '#domain/shared/instant.ts';

const day = 86_400_000;
const now = '2026-03-02T09:00:00.000Z';
const open: StandingCase = { number: 'CS-1', customerId: 'a', status: 'open', closedAt: null };
const ended: StandingCase = { ...open, status: 'closed', closedAt: now };
const offered = (name: string): ListedCode => ({ code: name, isOffered: true });
const notOffered = (name: string): ListedCode => ({ code: name, isOffered: false });
const solved = offered('solved');
const code = (decision: { ok: true } | { ok: false; refusal: { code: string } }) =>
  decision.ok ? 'yes' : decision.refusal.code;

test('a case is about one of the categories on offer', () => {
  expect(openCase(offered('complaint'))).toEqual({ ok: true, status: 'open' });
  expect(code(openCase(notOffered('weather')))).toBe('case.category-unknown');
});

test('a case stays about what it is about, also when that is offered no more', () => {
  expect(code(recategorise('weather', notOffered('weather')))).toBe('yes');
  expect(code(recategorise('complaint', notOffered('weather')))).toBe('case.category-unknown');
  expect(code(recategorise('weather', offered('complaint')))).toBe('yes');
});

test('closing a case needs a result', () => {
  expect(code(closeCase(open, notOffered(''), []))).toBe('case.result-unknown');
  expect(closeCase(open, solved, [])).toEqual({ ok: true, status: 'closed', nextStep: null });
});

test('a case stays open while one of its requests waits or one of its orders is being worked on', () => {
  expect(closeCase(open, solved, ['R-1', 'SO-2'])).toEqual({
    ...{ ok: false, refusal: { code: 'case.parts-open', params: { parts: 'R-1, SO-2' } } },
  });
});

test('a closed case is changed by nobody, and goes on when it is reopened', () => {
  expect(code(changeCase(ended))).toBe('case.closed');
  expect(code(addPart(ended, { number: 'R-1', customerId: 'a' }))).toBe('case.closed');
  expect(code(closeCase(ended, solved, []))).toBe('case.closed');
  expect(reopenCase(ended)).toEqual({ ok: true, status: 'open' });
  expect(code(reopenCase(open))).toBe('case.not-closed');
});

test('what belongs to a case is the same customer’s', () => {
  expect(code(addPart(open, { number: 'R-1', customerId: 'a' }))).toBe('yes');
  expect(code(addPart(open, { number: 'R-1', customerId: 'b' }))).toBe('case.other-customer');
});

test('satisfaction is asked after the end, for thirty days', () => {
  expect(code(rateCase(open, now))).toBe('case.rating-early');
  expect(code(rateCase(ended, addMs(now, 30 * day)))).toBe('yes');
  expect(code(rateCase(ended, addMs(now, 30 * day + 1)))).toBe('case.rating-late');
});

test('a next step is overdue the day after its date', () => {
  expect(isOverdue('2026-03-02', '2026-03-02')).toBe(false);
  expect(isOverdue('2026-03-02', '2026-03-03')).toBe(true);
  expect(isOverdue(null, '2026-03-03')).toBe(false);
});

test('whatever is tried in whatever order, a case is closed exactly while it has a result', () => {
  const moves = fc.array(fc.constantFrom('close', 'close-unknown', 'close-early', 'reopen'), { maxLength: 12 });
  fc.assert(
    fc.property(fc.constantFrom(...caseStatuses.slice(0, 2)), moves, (status, tried) => {
      let standing: StandingCase = { ...open, status };
      let result: string | null = null;
      for (const move of tried) {
        if (move === 'reopen') {
          const decided = reopenCase(standing);
          if (decided.ok) [standing, result] = [{ ...standing, status: decided.status, closedAt: null }, null];
        } else {
          const reason = move === 'close-unknown' ? notOffered('?') : solved;
          const decided = closeCase(standing, reason, move === 'close-early' ? ['R-1'] : []);
          if (decided.ok) [standing, result] = [{ ...standing, status: decided.status, closedAt: now }, reason.code];
        }
        expect(standing.status === 'closed').toBe(result !== null);
        expect(rateCase(standing, now).ok).toBe(result !== null);
      }
    }),
  );
});

describe('a larger case', () => {
  const small = { caseId: 'small', customerId: 'a' };

  it('takes a case of its customer, and none of another customer', () => {
    expect(code(belongTo(small, open, ['large']))).toBe('yes');
    expect(code(belongTo({ ...small, customerId: 'b' }, open, ['large']))).toBe('case.other-customer');
  });

  it('takes none once it is closed', () => {
    expect(code(belongTo(small, ended, ['large']))).toBe('case.closed');
  });

  it('is not part of what is part of it', () => {
    expect(code(belongTo(small, open, ['small']))).toBe('case.circle');
    expect(code(belongTo(small, open, ['large', 'small', 'top']))).toBe('case.circle');
  });

  it('never comes to be its own part, whatever is asked for in whichever order', () => {
    const ids = ['a', 'b', 'c', 'd'] as const;
    const wish = fc.record({ of: fc.constantFrom(...ids), to: fc.constantFrom(...ids) });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
        const parents = new Map<string, string>();
        const lineOf = (id: string): readonly string[] => {
          const parent = parents.get(id);
          return parent === undefined ? [id] : [id, ...lineOf(parent)];
        };
        for (const { of, to } of wishes)
          if (belongTo({ caseId: of, customerId: 'a' }, open, lineOf(to)).ok) parents.set(of, to);
        for (const id of ids) expect(lineOf(id).length).toBeLessThanOrEqual(ids.length);
      }),
    );
  });
});
