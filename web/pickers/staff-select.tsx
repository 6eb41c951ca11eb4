/** Somebody of the staff, such as who answers for an order. */
import { useQuery } from '@tanstack/react-query';

import { staffListRoutes } from '#contracts/http/identity-staff.ts';

import { queryOf } from '../api/queries.ts';
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

export function StaffSelect(props: Omit<ChoiceSelectProps, 'choices'>) {
  const { data } = useQuery(queryOf(staffListRoutes.list, { query: {} }));
  const choices = (data?.items ?? []).map(({ userId, displayName }) => ({ value: userId, label: displayName }));
  return <ChoiceSelect choices={choices} {...props} />;
}
