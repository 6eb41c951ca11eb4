/** Problems that the area `service-orders` answers with; codes begin with the aggregate's word. */
import type { ProblemKind } from './problem.ts';

export const serviceOrdersProblems = {
  'order.stage-forbidden': { status: 409, title: 'The order’s stage does not allow that' },
  'order.modify-forbidden': { status: 409, title: 'The order cannot be changed in this stage' },
  'order.closed': { status: 409, title: 'The order is closed' },
  'order.busy': { status: 409, title: 'Another command on this order is still being done' },
  'order.undoing': { status: 409, title: 'What an earlier command began is still being undone' },
  'order.overtaken': { status: 409, title: 'Another command overtook this one' },
  'order.reason-missing': { status: 422, title: 'This move asks for a reason' },
  'order.waiting-incomplete': { status: 422, title: 'Say whom the order waits for and until when' },
  'order.visit-invalid': { status: 422, title: 'The visit must end after it starts' },
  'order.line-invalid': { status: 422, title: 'The line makes no sense' },
  'order.line-posted': { status: 409, title: 'The line is posted and stays as it is' },
  'order.unknown-reference': { status: 422, title: 'The request names something that does not exist' },
  'order.recorded-time': { status: 422, title: 'Recorded time is for importers, and for orders fed in recorded time' },
  'order.signature-missing': { status: 422, title: 'A signature, or the reason why there is none' },
  'order.signature-unknown': { status: 422, title: 'There is no such uploaded signature' },
  'order.already-signed-off': { status: 409, title: 'The order is signed off already' },
  'order.not-signed-off': { status: 409, title: 'The order is not signed off yet' },
  'order.nothing-to-post': { status: 409, title: 'No confirmed line is left to post' },
  'order.parts-missing': { status: 409, title: 'Parts are missing' },
  'order.lines-posted': { status: 409, title: 'Posted lines cannot be cancelled' },
  'order.parts-used': { status: 409, title: 'Parts that were used cannot be cancelled' },
  'order.superseded': { status: 409, title: 'A newer run of the workflow owns this order' },
  'stage-model.invalid': { status: 422, title: 'The stage model cannot be published' },
  'stage-model.published': { status: 409, title: 'A published version cannot be edited' },
} as const satisfies Record<string, ProblemKind>;
