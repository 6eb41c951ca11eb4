/** A technician, and the technicians that may be chosen. */
import { useQuery } from '@tanstack/react-query';

import { technicianRoutes } from '#contracts/http/dispatch.ts';
import type { Technician } from '#contracts/http/dispatch.ts';

import { queryOf } from '../api/queries.ts';
import { text } from '../ui/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

/** Technicians who are active. */
export function useTechnicians(): readonly Technician[] {
  return useQuery(queryOf(technicianRoutes.list, { query: { active: true, limit: 200 } })).data?.items ?? [];
}

export function TechnicianSelect(props: Omit<ChoiceSelectProps, 'choices'>) {
  const choices = useTechnicians().map(({ technicianId, name, number }) => ({
    value: technicianId,
    label: `${name} (${number})`,
  }));
  return <ChoiceSelect label={text('visit.technician')} choices={choices} {...props} />;
}
