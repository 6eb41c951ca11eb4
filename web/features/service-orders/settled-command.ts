/** What a dialog does with the answer of its command. */
import type { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import type { AnswerOf } from '#contracts/http/route.ts';

import { AnsweredProblem } from '../../api/client.ts';
import type { ActionDialogProps } from './action-dialog.tsx';

type CommandAnswer = AnswerOf<typeof serviceOrderRoutes.changeStage>;

/** Done closes the dialog, taken hands over what is to be followed as well; refused stays in the dialog. */
export function settled({ onFollow, onClose }: ActionDialogProps): { onSuccess: (answer: CommandAnswer) => void } {
  return {
    onSuccess: (answer) => {
      if (answer.status === 202) onFollow(answer.body.operationId);
      onClose();
    },
  };
}

/** Code of the problem that a command was refused with. */
export function refusalOf(thrown: Error | null): string | null {
  return thrown instanceof AnsweredProblem ? thrown.problem.code : null;
}
