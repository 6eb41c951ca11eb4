/** What a line is counted as. */
import type { LineType } from '#domain/service-orders/order.ts';

import { useCategories } from '../api/setup.ts';
import { text } from '../ui/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

interface CategorySelectProps extends Pick<ChoiceSelectProps, 'value' | 'onChange' | 'error'> {
  /** Of lines of one type; null for those of any. */
  readonly type: LineType | null;
}

export function CategorySelect({ type, ...field }: CategorySelectProps) {
  return <ChoiceSelect label={text('line.category')} required choices={useCategories(type, field.value)} {...field} />;
}
