/** What the button of an action says: the API names the target stage, the page what is done with it. */
import type { AllowedAction } from '#contracts/http/service-orders-allowed.ts';

import { text } from '../../ui/texts.ts';

export function labelOf({ action, to, label }: AllowedAction): string {
  if (to === undefined) return label;
  switch (action) {
    case 'changeStage':
      return text('move.to', { stage: label });
    case 'cancel':
      return text('move.cancel');
    case 'revoke':
      return text('move.revoke', { stage: label });
    case 'reopen':
      return text('move.reopen', { stage: label });
    case 'planVisit':
    case 'signOff':
    case 'undoSignOff':
    case 'confirmDone':
    case 'undoDone':
    case 'review':
    case 'undoReview':
    case 'post':
    case 'modify':
      return label;
  }
}
