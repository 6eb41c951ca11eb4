/** The dialog of an action: each asks for what its command needs. */
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import type { AllowedAction } from '#contracts/http/service-orders-allowed.ts';

import { useStageModel } from '../../api/setup.ts';
import { ConfirmationDialog } from './confirmation-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { PlanVisitDialog } from './plan-visit-dialog.tsx';
import { PostDialog } from './post-dialog.tsx';
import { UndoSignOffDialog } from './undo-sign-off-dialog.tsx';
import { SignOffDialog } from './sign-off-dialog.tsx';

export interface ActionDialogProps {
  readonly order: ServiceOrder;
  readonly action: AllowedAction;
  /** The command was taken and is not done yet. */
  readonly onFollow: (operationId: string) => void;
  readonly onClose: () => void;
}

export function ActionDialog(props: ActionDialogProps) {
  const { action, order } = props;
  const model = useStageModel(order.stageModel.id, order.stageModel.version);
  switch (action.action) {
    case 'changeStage':
    case 'cancel':
    case 'revoke':
    case 'reopen': {
      const target = model?.stages.find((stage) => stage.id === action.to);
      const isPlanning = order.waiting === null && target?.onEntry.includes('visit') === true;
      return <MoveDialog {...props} name={action.action} offersVisit={isPlanning} />;
    }
    case 'planVisit':
      return <PlanVisitDialog {...props} />;
    case 'signOff':
      return <SignOffDialog {...props} />;
    case 'undoSignOff':
      return <UndoSignOffDialog {...props} />;
    case 'confirmDone':
    case 'undoDone':
    case 'review':
    case 'undoReview':
      return <ConfirmationDialog {...props} name={action.action} />;
    case 'post':
      return <PostDialog {...props} />;
    case 'modify':
      return null;
  }
}
