/** Fields of an order's header that say who answers for it, and whom and when its customer would like. */
import { TextInput } from '@mantine/core';

import { StaffSelect } from '../../pickers/staff-select.tsx';
import { TechnicianSelect } from '../../pickers/technician-select.tsx';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { text } from '../../ui/texts.ts';
import styles from './forms.module.css';
import type { TermsDraft } from './header-draft.ts';

interface TermsFieldsProps {
  readonly draft: TermsDraft;
  readonly set: (part: Partial<TermsDraft>) => void;
  readonly errors: FieldErrors;
}

export function PersonAndTimeFields({ draft, set, errors }: TermsFieldsProps) {
  return (
    <div className={styles['fields']}>
      <StaffSelect
        label={text('header.responsible')}
        value={draft.responsibleId}
        onChange={(responsibleId) => set({ responsibleId })}
        error={errors.get('#/responsibleId') ?? null}
      />
      <TechnicianSelect
        label={text('header.preferredTechnician')}
        value={draft.preferredTechnicianId}
        onChange={(preferredTechnicianId) => set({ preferredTechnicianId })}
      />
      <TextInput
        type="date"
        label={text('header.preferredDate')}
        value={draft.preferredDate}
        onChange={(event) => set({ preferredDate: event.currentTarget.value })}
        error={errors.get('#/preferred/date') ?? null}
      />
      <TextInput
        type="time"
        label={text('header.preferredTime')}
        description={text('header.preferredTimeHelp')}
        disabled={draft.preferredDate === ''}
        value={draft.preferredTime}
        onChange={(event) => set({ preferredTime: event.currentTarget.value })}
        error={errors.get('#/preferred/time') ?? null}
      />
    </div>
  );
}
