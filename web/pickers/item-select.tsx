/** A spare part. */
import { useQuery } from '@tanstack/react-query';

import { itemRoutes } from '#contracts/http/inventory.ts';

import { queryOf } from '../api/queries.ts';
import { text } from '../ui/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

export function ItemSelect(props: Omit<ChoiceSelectProps, 'choices'>) {
  const { data } = useQuery(queryOf(itemRoutes.list, { query: { active: true, limit: 200 } }));
  const choices = (data?.items ?? []).map(({ itemId, name, number, unit }) => ({
    value: itemId,
    label: `${number} ${name} (${unit})`,
  }));
  return <ChoiceSelect label={text('line.item')} choices={choices} searchable {...props} />;
}
