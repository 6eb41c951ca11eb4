/** A reason code for a use. */
import type { ReasonUse } from '#domain/setup/reason-code.ts';

import { useReasons } from '../api/setup.ts';
import { text } from '../ui/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

interface ReasonSelectProps extends Omit<ChoiceSelectProps, 'choices'> {
  readonly use: ReasonUse;
  /** The codes that are taken, where a stage names them; they need not be for the use. */
  readonly only?: readonly string[] | null;
}

export function ReasonSelect({ use, only = null, ...rest }: ReasonSelectProps) {
  return <ChoiceSelect label={text('form.reason')} choices={useReasons(only ?? use)} {...rest} />;
}
