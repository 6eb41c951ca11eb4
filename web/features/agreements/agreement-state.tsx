/** What an agreement is today, as a word with its tone. */
import type { AgreementState } from '#domain/agreements/use.ts';

import { Badge } from '../../ui/badge.tsx';
import type { Tone } from '../../ui/badge.tsx';
import { textOf } from '../../ui/texts.ts';

const tones: Readonly<Record<AgreementState, Tone>> = {
  template: 'info',
  upcoming: 'neutral',
  active: 'good',
  suspended: 'warn',
  ended: 'neutral',
};

export function AgreementStateBadge({ state }: { state: AgreementState }) {
  return <Badge tone={tones[state]}>{textOf('agreements.state', state)}</Badge>;
}
