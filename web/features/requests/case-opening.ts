/** Who opens a new case, and when, as the server will see it: what the case begins with is shown by the same rule. */
import { useQuery } from '@tanstack/react-query';

import { staffListRoutes } from '#contracts/http/identity-staff.ts';
import type { CaseOpening } from '#domain/setup/case-category.ts';

import { queryOf } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { useCompanyTimeZone } from '../../api/setup.ts';
import { dayIn, ownDay } from '../../ui/zoned-time.ts';
import { idOfUser } from './case-owner.ts';

export function useCaseOpening(): CaseOpening {
  const { principal } = useSession();
  const { data } = useQuery(queryOf(staffListRoutes.list, { query: {} }));
  const timeZone = useCompanyTimeZone();
  return {
    openedBy: idOfUser(principal),
    staff: new Set((data?.items ?? []).map(({ userId }) => userId)),
    today: timeZone === undefined ? ownDay() : dayIn(timeZone),
  };
}
