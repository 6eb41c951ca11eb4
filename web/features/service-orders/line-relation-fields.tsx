/** What a line belongs to of what its order is about: an object and a task. */
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { useObjectNames } from '../../api/names.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { text } from '../../ui/texts.ts';
import styles from './forms.module.css';

export interface LineRelations {
  /** Empty for none. */
  readonly objectId: string;
  readonly task: string;
}

interface LineRelationFieldsProps {
  readonly order: Pick<ServiceOrder, 'objects' | 'tasks'>;
  readonly value: LineRelations;
  readonly onChange: (value: LineRelations) => void;
  readonly errors: FieldErrors;
}

/** Nothing to choose where the order is about nothing in particular. */
export function LineRelationFields({ order: { objects, tasks }, value, onChange, errors }: LineRelationFieldsProps) {
  const names = useObjectNames(objects.map(({ objectId }) => objectId));
  if (objects.length + tasks.length === 0) return null;
  return (
    <div className={styles['fields']}>
      {objects.length > 0 && (
        <ChoiceSelect
          label={text('line.object')}
          description={text('line.objectHelp')}
          choices={objects.map(({ objectId }) => ({ value: objectId, label: names.get(objectId) ?? text('loading') }))}
          value={value.objectId}
          onChange={(objectId) => onChange({ ...value, objectId })}
          error={errors.get('#/objectId') ?? null}
        />
      )}
      {tasks.length > 0 && (
        <ChoiceSelect
          label={text('line.task')}
          choices={tasks.map(({ task, name }) => ({ value: task, label: name }))}
          value={value.task}
          onChange={(task) => onChange({ ...value, task })}
          error={errors.get('#/task') ?? null}
        />
      )}
    </div>
  );
}
