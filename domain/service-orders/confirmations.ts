/** Sign-offs of our own, kept apart from the customer's acceptance: the technician says that it is done, the office reviews it. */
import { orderActionRoles } from '../identity/rights.ts';
import type { Instant } from '../shared/instant.ts';
import type { OrderRefusal } from './commands.ts';
import { roleObstacle, unlessPermitsAny, type Held } from './obstacles.ts';
import type { ServiceOrder } from './order.ts';
import type { StageModel } from './stage-model.ts';

export const confirmationKinds = ['technician', 'review'] as const;
export type ConfirmationKind = (typeof confirmationKinds)[number];

export interface Confirmation {
  readonly kind: ConfirmationKind;
  readonly signedAt: Instant;
  /** Who said so. */
  readonly by: string;
  /** Of the lines as they were then. */
  readonly documentSha256: string | null;
}

/** What gives each, and what takes it back. */
export const confirmationActions = {
  technician: { give: 'confirmDone', takeBack: 'undoDone' },
  review: { give: 'review', takeBack: 'undoReview' },
} as const;

/** The sign-off of a kind; null where nobody has given it. */
export function confirmationOf(
  { confirmations }: Pick<ServiceOrder, 'confirmations'>,
  kind: ConfirmationKind,
): Confirmation | null {
  return confirmations.find((each) => each.kind === kind) ?? null;
}

/** What is in the way of giving a sign-off of ours. */
export function obstacleToConfirming(
  order: ServiceOrder,
  model: StageModel,
  kind: ConfirmationKind,
  held: Held,
): OrderRefusal | null {
  const { give } = confirmationActions[kind];
  const forbidden = roleObstacle(orderActionRoles[give], held) ?? unlessPermitsAny(order, model);
  if (forbidden) return forbidden;
  const given = confirmationOf(order, kind);
  return given && { code: 'order.already-confirmed', params: { at: given.signedAt } };
}

/** The same of taking it back: it stands once something was posted. */
export function obstacleToTakingBack(
  order: ServiceOrder,
  model: StageModel,
  kind: ConfirmationKind,
  held: Held,
): OrderRefusal | null {
  const { takeBack } = confirmationActions[kind];
  const forbidden = roleObstacle(orderActionRoles[takeBack], held) ?? unlessPermitsAny(order, model);
  if (forbidden) return forbidden;
  if (confirmationOf(order, kind) === null) return { code: 'order.not-confirmed' };
  const posted = order.lines.filter(({ status }) => status === 'posted').map(({ lineNumber }) => lineNumber);
  return posted.length === 0 ? null : { code: 'order.lines-posted', params: { lines: posted.join(', ') } };
}

/** The sign-offs with one more, or without one. */
export function withConfirmation(all: readonly Confirmation[], given: Confirmation): readonly Confirmation[] {
  return [...all.filter(({ kind }) => kind !== given.kind), given];
}
