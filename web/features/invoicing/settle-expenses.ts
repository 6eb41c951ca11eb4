/** Paying back several expenses, or taking that back: one after the other, and what became of each is known. */
import { useState } from 'react';

import { expenseRoutes, type PaidExpense } from '#contracts/http/service-orders-expenses.ts';
import type { Problem } from '#contracts/problems/problem.ts';

import { AnsweredProblem } from '../../api/client.ts';
import { useIntent } from '../../api/queries.ts';

export type Settling = 'payBack' | 'undo';

/** What became of an expense: done, or refused with its reason. */
export type Fate = 'done' | Problem;
export type Fates = ReadonlyMap<string, Fate>;

/** Begins, and begins again with what has no fate yet when there was no answer: it may have been done, so its key is sent again. */
export function useSettling(way: Settling, expenses: readonly PaidExpense[]) {
  const payBack = useIntent(expenseRoutes.payBack);
  const undo = useIntent(expenseRoutes.undo);
  const [fates, setFates] = useState<Fates>(new Map());
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const settle = ({ orderId, lineId }: PaidExpense, reference: string | undefined) => {
    const params = { orderId, lineId };
    if (way === 'undo') return undo.mutateAsync({ params, body: {} });
    return payBack.mutateAsync({ params, body: reference === undefined ? {} : { reference } });
  };
  const begin = async (reference?: string) => {
    setBusy(true);
    setError(null);
    for (const expense of expenses.filter(({ lineId }) => !fates.has(lineId))) {
      const note = (fate: Fate) => setFates((before) => new Map(before).set(expense.lineId, fate));
      try {
        await settle(expense, reference);
        note('done');
      } catch (thrown) {
        if (!(thrown instanceof AnsweredProblem) || thrown.isOpen) {
          setError(thrown);
          break;
        }
        note(thrown.problem);
      }
    }
    setBusy(false);
  };
  return { fates, error, isBusy, begin };
}
