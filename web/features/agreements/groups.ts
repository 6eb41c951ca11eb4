/** Groups of agreements as forms and lists need them. */
import { useQuery } from '@tanstack/react-query';

import { agreementRoutes } from '#contracts/http/agreements.ts';

import { queryOf } from '../../api/queries.ts';
import type { Choice } from '../../api/setup.ts';

/** All groups, by name. */
export function useAgreementGroups(): readonly Choice[] {
  const { data } = useQuery(queryOf(agreementRoutes.groups, {}));
  return (data?.items ?? []).map(({ groupId, name }) => ({ value: groupId, label: name }));
}
