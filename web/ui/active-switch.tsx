/** Whether a thing is offered any more; where it is used it stays. */
import { Switch } from '@mantine/core';

import { text } from './texts.ts';

interface ActiveSwitchProps {
  readonly checked: boolean;
  readonly onChange: (active: boolean) => void;
  /** Set where another system owns it. */
  readonly disabled?: true;
  readonly description?: string;
}

export function ActiveSwitch({ checked, onChange, ...owned }: ActiveSwitchProps) {
  return (
    <Switch
      label={text('list.active')}
      description={text('list.activeHelp')}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
      {...owned}
    />
  );
}
