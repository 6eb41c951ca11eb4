/** What orders of the agreement's present year have taken of the limits that they share. */
import { useQuery } from '@tanstack/react-query';

import type { Agreement, CoverageRule } from '#contracts/http/agreements-schemas.ts';
import { quoteRoutes } from '#contracts/http/invoicing-quotes.ts';
import { agreementYearOf } from '#domain/agreements/agreement-year.ts';
import { nameOf } from '#domain/agreements/applied-rules.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useNow } from '../../ui/now.ts';
import { localTimeAt, ownTimeZone } from '../../ui/zoned-time.ts';

export interface Used {
  /** The first day of the year. */
  readonly from: string;
  readonly amountMinor: number;
  readonly quantity: number;
}

/** By rule; null for one whose limit is each order's own, and before the agreement begins. */
export function useUsed({ agreementId, startsOn, coverage }: Agreement): (rule: CoverageRule) => Used | null {
  const today = localTimeAt(new Date(useNow()).toISOString(), ownTimeZone()).date;
  const from = agreementYearOf(startsOn, today < startsOn ? startsOn : today);
  const session = useSession();
  const isAsked = today >= startsOn && coverage.some(isShared) && mayCall(session, quoteRoutes.used);
  const request = { params: { agreementId }, query: { from } };
  const { data } = useQuery({ ...queryOf(quoteRoutes.used, request), enabled: isAsked });
  return (rule) => {
    if (data === undefined || !isShared(rule)) return null;
    const { amountMinor = 0, quantity = 0 } = data.items.find(({ subject }) => subject === nameOf(rule.subject)) ?? {};
    return { from, amountMinor, quantity };
  };
}

function isShared({ limit }: CoverageRule): boolean {
  return limit?.per === 'agreement-year';
}
