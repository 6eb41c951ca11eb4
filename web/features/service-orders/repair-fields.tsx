/** The fields of a repair line. */
import { Textarea, TextInput } from '@mantine/core';

import { ObjectSelect } from '../../pickers/object-select.tsx';
import { TechnicianSelect } from '../../pickers/technician-select.tsx';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { text, textOf } from '../../ui/texts.ts';
import styles from './forms.module.css';
import type { RepairDraft } from './repair-draft.ts';

interface RepairFieldsProps {
  readonly draft: RepairDraft;
  readonly customerId: string;
  readonly onChange: (draft: RepairDraft) => void;
  readonly errors: FieldErrors;
  /** Where the line stands in what is sent: `#`, or `#/repairLines/0`. */
  readonly at: string;
  /** The objects that it may be about; absent: any of the customer's. */
  readonly related?: readonly string[];
}

const codes = ['condition', 'symptom', 'diagnosis', 'resolution'] as const;

export function RepairFields({ draft, customerId, onChange, errors, at, related }: RepairFieldsProps) {
  const set = (part: Partial<RepairDraft>) => onChange({ ...draft, ...part });
  return (
    <div className={styles['section']}>
      <div className={styles['fields']}>
        <ObjectSelect
          customerId={customerId}
          only={related}
          value={draft.objectId}
          onChange={(objectId) => set({ objectId })}
          description={related === undefined ? null : text('repair.objectHelp')}
        />
        <TechnicianSelect value={draft.technicianId} onChange={(technicianId) => set({ technicianId })} />
        {codes.map((name) => (
          <TextInput
            key={name}
            label={textOf('repair', name)}
            description={name === 'condition' ? text('repair.codeHelp') : null}
            value={draft[name]}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
            error={errors.get(`${at}/${name}`) ?? null}
          />
        ))}
      </div>
      <Textarea
        label={text('repair.note')}
        rows={2}
        value={draft.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
        error={errors.get(`${at}/note`) ?? null}
      />
    </div>
  );
}
