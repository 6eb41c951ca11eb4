/** Which expenses are shown: whose, of which days, and whether they were paid back. */
import { Group, TextInput } from '@mantine/core';

import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { TechnicianSelect } from '../../pickers/technician-select.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import type { ExpenseListSearch } from './expense-list-search.ts';

interface ExpenseFiltersProps {
  readonly search: ExpenseListSearch;
  readonly onChange: (search: ExpenseListSearch) => void;
}

export function ExpenseFilters({ search, onChange }: ExpenseFiltersProps) {
  const date = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      label={text(`expenses.${name}`)}
      value={search[name] ?? ''}
      onChange={(event) => onChange({ ...search, [name]: textOrNothing(event.currentTarget.value) })}
    />
  );
  return (
    <Group align="end">
      <ChoiceSelect
        label={text('expenses.state')}
        required
        choices={[
          { value: 'open', label: text('expenses.open') },
          { value: 'done', label: text('expenses.done') },
        ]}
        value={search.paidBack === true ? 'done' : 'open'}
        onChange={(state) => onChange({ ...search, paidBack: state === 'done' })}
      />
      <TechnicianSelect
        label={text('expenses.technician')}
        value={search.technicianId ?? ''}
        onChange={(technicianId) => onChange({ ...search, technicianId: textOrNothing(technicianId) })}
      />
      {date('from')}
      {date('to')}
    </Group>
  );
}
