/**
 * How far an order is, beside its stage: worked out from its lines (vector V6), and where these leave it open from its stage.
 * The two never contradict each other: an order is cancelled exactly where its stage is, and posted only where its stage permits
 * posting; one that is reopened after it was posted is in process again.
 */
import { cancelledLine } from './facts.ts';
import type { OrderLine, Progress, ServiceOrder } from './order.ts';
import { permitted, stageOf, type StageModel, type StagePosition } from './stage-model.ts';

/** The progress of lines at a place of a stage model. Nothing left on an order is like no lines: it follows its stage. */
export function progressOf(
  lines: readonly Pick<OrderLine, 'status'>[],
  model: StageModel,
  at: StagePosition,
): Progress {
  if (lines.some(({ status }) => status !== 'cancelled' && status !== 'posted')) return 'in-process';
  if (stageOf(model, at.stage).end === 'cancelled') return 'cancelled';
  const isPosted = lines.some(({ status }) => status === 'posted');
  return isPosted && permitted(model, at).includes('post') ? 'posted' : 'in-process';
}

/** Where an order stands after a move: it remembers what it goes back to from a waiting or cancelled stage. */
export function positionAfter(
  { stage, cameFrom }: StagePosition,
  { to, back, remembersOrigin }: { readonly to: string; readonly back: boolean; readonly remembersOrigin: boolean },
): StagePosition {
  return { stage: to, cameFrom: back ? cameFrom.slice(0, -1) : remembersOrigin ? [...cameFrom, stage] : [] };
}

/** Lines that come by themselves, such as recorded times: on a cancelled order they are cancelled, and come back with it. */
export function arriving(order: Pick<ServiceOrder, 'progress'>, lines: readonly OrderLine[]): readonly OrderLine[] {
  return order.progress === 'cancelled' ? lines.map(cancelledLine) : lines;
}

/** The progress once lines have arrived. */
export function progressWith<Known extends string>(
  progress: Known,
  arrived: readonly { readonly status: string }[],
): Known | 'in-process' {
  return arrived.some(({ status }) => status !== 'cancelled') ? 'in-process' : progress;
}
