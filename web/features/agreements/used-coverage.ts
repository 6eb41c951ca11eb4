/** What orders of the agreement's present year have taken of the limits that they share. */
import { useQuery } from '@tanstack/react-query';

import type { Agreement, CoverageRule } from '#contracts/http/agreements-schemas.ts';
import { quoteRoutes } from '#contracts/http/invoicing-quotes.ts';
import { namesOf } from '#domain/agreements/coverage.ts';
import { addQuantities } from '#domain/shared/quantity.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';

export interface Used {
  /** The first day of the year. */
  readonly from: string;
  readonly amountMinor: number;
  readonly quantity: number;
}

/** By rule; null for one whose limit is each order's own, and before the agreement begins. */
export function useUsed({ agreementId, yearFrom: from, coverage }: Agreement): (rule: CoverageRule) => Used | null {
  const session = useSession();
  const isAsked = from !== null && coverage.some(isShared) && mayCall(session, quoteRoutes.used);
  const request = { params: { agreementId }, query: { from: from ?? '' } };
  const { data } = useQuery({ ...queryOf(quoteRoutes.used, request), enabled: isAsked });
  return (rule) => {
    if (data === undefined || from === null || !isShared(rule)) return null;
    const names = namesOf(rule.subject);
    const taken = data.items.filter(({ subject }) => names.includes(subject));
    return {
      from,
      amountMinor: taken.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      quantity: addQuantities(...taken.map(({ quantity }) => quantity)),
    };
  };
}

function isShared({ limit }: CoverageRule): boolean {
  return limit?.per === 'agreement-year';
}
