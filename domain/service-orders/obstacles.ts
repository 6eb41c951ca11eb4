/** What is in the way of an action, whatever its command carries: the same rules offer actions and decide commands. */
import { orderActionRoles, type Role } from '../identity/rights.ts';
import type { DecisionContext, OrderRefusal } from './commands.ts';
import { lacksReceipt } from './expenses.ts';
import { limitRefusal } from './extra-work.ts';
import { outsideRefusal } from './lines.ts';
import {
  isAcceptedForPosting,
  isOpenVisit,
  isSignedOff,
  unsignedLines,
  type ServiceOrder,
  type WantedEffect,
} from './order.ts';
import { standingSignOffs, whyItIsKept } from './sign-offs.ts';
import {
  permitted,
  possibleMoves,
  stageOf,
  type Permission,
  type PossibleMove,
  type StageField,
  type StageGuard,
  type StageModel,
} from './stage-model.ts';
import { effectsOfPosting, effectsOfStage, planVisit, postable } from './wanted-effects.ts';

export type MoveName = 'changeStage' | 'cancel' | 'revoke' | 'reopen';
export type ActionName = keyof typeof orderActionRoles;

/** The roles of who asks; null for the product itself, and for what was accepted before roles were kept with commands. */
export type Held = readonly Role[] | null;

/** Which named move a step is: changing the stage to such a stage is that command. */
export function nameOfMove(order: ServiceOrder, move: PossibleMove, model: StageModel): MoveName {
  const from = stageOf(model, order.stage);
  const to = stageOf(model, move.to);
  if (to.end === 'cancelled' && !move.back) return 'cancel';
  if (from.end === 'cancelled') return 'revoke';
  return from.end === 'done' && to.end === 'none' ? 'reopen' : 'changeStage';
}

/** Of those who may command such a move, the ones that the stage model lets make this one. */
export function rolesOfMove(name: MoveName, { roles }: Pick<PossibleMove, 'roles'>): readonly Role[] {
  const allowed: readonly Role[] = orderActionRoles[name];
  return roles === null ? allowed : allowed.filter((role) => roles.includes(role));
}

/** Null when one of the roles is held; asked of nobody in particular, every role is. */
export function roleObstacle(allowed: readonly Role[], held: Held): OrderRefusal | null {
  if (held === null || held.some((role) => allowed.includes(role))) return null;
  return { code: 'order.role-forbidden', params: { roles: allowed.join(', ') } };
}

/** What is in the way of a move that the graph allows. */
export function obstacleToMove(
  order: ServiceOrder,
  move: PossibleMove,
  model: StageModel,
  held: Held,
): OrderRefusal | null {
  const name = nameOfMove(order, move, model);
  const [unmet] = order.recordedTime ? [] : unmetBy(order, move);
  const begins = automationsOf(order, move, model);
  return (
    roleObstacle(rolesOfMove(name, move), held) ??
    unmet ??
    (name === 'cancel' ? obstacleToCancelling(order) : busyWith(order)) ??
    undoneFirst(order, effectsOfStage(order, begins, null, nowhere(order)).doing)
  );
}

/** What entering the target asks of other services; going back from a wait asks for nothing anew. */
export function automationsOf(order: ServiceOrder, move: PossibleMove, model: StageModel) {
  const fromWaiting = move.back && stageOf(model, order.stage).end === 'none';
  return fromWaiting ? [] : stageOf(model, move.to).onEntry;
}

/** Every condition of a move that does not hold, and every field that is missing. */
export function unmetBy(order: ServiceOrder, move: Pick<PossibleMove, 'guards' | 'fields' | 'to'>): OrderRefusal[] {
  const { to } = move;
  return [
    ...move.fields
      .filter((field) => lacksField(order, field))
      .map((field): OrderRefusal => ({ code: 'order.field-missing', params: { field, to } })),
    ...move.guards.flatMap((guard) => guards[guard](order) ?? []),
  ];
}

/** Whether the header has nothing in a field. */
export function lacksField(order: Pick<ServiceOrder, StageField>, field: StageField): boolean {
  const value = order[field];
  return value === null || value.trim() === '';
}

const numbers = (lines: ServiceOrder['lines']) => lines.map(({ lineNumber }) => lineNumber).join(', ');

const guards: Readonly<Record<StageGuard, (order: ServiceOrder) => OrderRefusal | null>> = {
  'has-visit': ({ visits }) =>
    visits.some(({ status }) => status !== 'cancelled') ? null : { code: 'order.visit-missing' },
  'no-open-visit': ({ visits }) => (visits.some(isOpenVisit) ? { code: 'order.visit-open' } : null),
  'has-lines': ({ lines }) =>
    lines.some(({ status }) => status !== 'cancelled') ? null : { code: 'order.lines-missing' },
  'lines-confirmed': ({ lines }) => {
    const open = lines.filter(({ status }) => status === 'planned' || status === 'proposed');
    return open.length === 0 ? null : { code: 'order.lines-unconfirmed', params: { lines: numbers(open) } };
  },
  'no-parts-missing': ({ lines }) => {
    const short = lines.filter(({ missing, status }) => missing > 0 && status !== 'cancelled');
    return short.length === 0 ? null : { code: 'order.parts-missing', params: { lines: numbers(short) } };
  },
  'signed-off': (order) => (isSignedOff(order) ? null : { code: 'order.not-signed-off' }),
};

/** What was used or posted cannot be cancelled away (vector V22, restated: reserved parts are given back instead). */
export function obstacleToCancelling(order: ServiceOrder): OrderRefusal | null {
  const posted = order.lines.filter((line) => line.status === 'posted');
  if (posted.length > 0) return { code: 'order.lines-posted', params: { lines: numbers(posted) } };
  const used = order.lines.filter((line) => line.issued > 0);
  if (used.length > 0) return { code: 'order.parts-used', params: { lines: numbers(used) } };
  const outside = order.lines.filter((line) => line.orderedOutside !== null && line.status !== 'cancelled');
  if (outside.length > 0) return outsideRefusal(outside);
  // Parts that were reported used are leaving the stock: whether they have is known in a moment.
  const leaving = order.pending.find(
    ({ phase, effects }) => phase === 'following' && effects.some(({ name }) => name === 'issueParts'),
  );
  return leaving ? { code: 'order.busy', params: { command: leaving.command, effects: 'issueParts' } } : null;
}

/** What is in the way of a further visit. */
export function obstacleToVisit(order: ServiceOrder, model: StageModel, held: Held): OrderRefusal | null {
  const wish = { technicianId: '', startsAt: '', endsAt: '', timeZone: '' };
  return (
    roleObstacle(orderActionRoles.planVisit, held) ??
    unlessPermits(order, model, 'modify') ??
    busyWith(order) ??
    undoneFirst(order, [planVisit(order, wish, nowhere(order))])
  );
}

export function obstacleToSignOff(order: ServiceOrder, model: StageModel, held: Held): OrderRefusal | null {
  const forbidden = roleObstacle(orderActionRoles.signOff, held) ?? unlessPermits(order, model, 'sign-off');
  if (forbidden) return forbidden;
  if (unsignedLines(order).length > 0) return null;
  return order.signOff && { code: 'order.already-signed-off', params: { at: order.signOff.signedAt } };
}

/** What is in the way of taking one acceptance back, or of every one where none is named: nothing may be posted on it. */
export function obstacleToUndoingSignOff(
  order: ServiceOrder,
  model: StageModel,
  held: Held,
  version: number | null = null,
): OrderRefusal | null {
  const forbidden = roleObstacle(orderActionRoles.undoSignOff, held) ?? unlessPermits(order, model, 'sign-off');
  if (forbidden) return forbidden;
  const standing = standingSignOffs(order);
  const [first] = standing;
  if (first === undefined) return { code: 'order.not-signed-off' };
  const meant = version === null ? standing : standing.filter((each) => each.version === version);
  if (meant.length === 0) return { code: 'order.sign-off-unknown', params: { version: version ?? first.version } };
  const kept = meant.map((each) => whyItIsKept(order, each));
  return kept.includes(null) ? busyWith(order) : (kept[0] ?? null);
}

export function obstacleToPosting(order: ServiceOrder, model: StageModel, held: Held): OrderRefusal | null {
  const forbidden = roleObstacle(orderActionRoles.post, held) ?? unlessPermits(order, model, 'post');
  if (forbidden) return forbidden;
  const lines = postable(order);
  const missing = missingSignOff(order);
  if (missing) return missing;
  const busy = busyWith(order);
  if (busy) return busy;
  if (lines.length === 0) return { code: 'order.nothing-to-post' };
  const short = lines.filter((line) => line.missing > 0);
  if (short.length > 0) return { code: 'order.parts-missing', params: { lines: numbers(short) } };
  const bare = lines.filter(lacksReceipt);
  if (bare.length > 0) return { code: 'order.receipt-missing', params: { lines: numbers(bare) } };
  const beyond = limitRefusal(order);
  if (beyond) return beyond;
  return undoneFirst(order, effectsOfPosting(order, lines, { at: order.lastEventAt }));
}

/** Posting posts what the customer has accepted, and waits for the office's review where the set-up asks for that. */
function missingSignOff(order: ServiceOrder): OrderRefusal | null {
  if (!isAcceptedForPosting(order)) return { code: 'order.not-signed-off' };
  const isReviewed = order.confirmations.some(({ kind }) => kind === 'review');
  return order.needsReview && !isReviewed ? { code: 'order.not-reviewed' } : null;
}

/** Work is signed off by ourselves wherever the stage lets lines be changed, accepted or posted. */
export function unlessPermitsAny(order: ServiceOrder, model: StageModel): OrderRefusal | null {
  const may = permitted(model, order).some((each) => each === 'modify' || each === 'sign-off' || each === 'post');
  return may ? null : stageForbids(order, model);
}

export function obstacleToChanging(order: ServiceOrder, model: StageModel, held: Held): OrderRefusal | null {
  return roleObstacle(orderActionRoles.modify, held) ?? unlessPermits(order, model, 'modify');
}

function unlessPermits(order: ServiceOrder, model: StageModel, permission: Permission): OrderRefusal | null {
  return permitted(model, order).includes(permission) ? null : stageForbids(order, model, { permission });
}

/** The stage does not allow that; with the moves that the graph has instead. */
export function stageForbids(
  order: ServiceOrder,
  model: StageModel,
  more: { readonly permission?: Permission } = {},
): OrderRefusal {
  const allowed = possibleMoves(model, order).map((move) => move.to);
  return { code: 'order.stage-forbidden', params: { stage: order.stage, ...more }, allowed };
}

/** One command with effects at a time. */
export function busyWith(order: Pick<ServiceOrder, 'pending'>): OrderRefusal | null {
  const doing = order.pending.find((pending) => pending.phase === 'doing');
  if (!doing) return null;
  const effects = doing.effects.map((effect) => effect.name).join(', ');
  return { code: 'order.busy', params: { command: doing.command, effects } };
}

/** An effect that is still being undone, or still follows an earlier command, must end first. */
export function undoneFirst(order: ServiceOrder, wanted: readonly WantedEffect[]): OrderRefusal | null {
  const names = new Set(wanted.map((effect) => effect.name));
  const twin = order.pending.find(
    (pending) => pending.phase !== 'doing' && pending.effects.some((effect) => names.has(effect.name)),
  );
  if (!twin) return null;
  return { code: twin.phase === 'undoing' ? 'order.undoing' : 'order.busy', params: { command: twin.command } };
}

/** Which effects there would be does not depend on when and under which ids. */
function nowhere(order: ServiceOrder): Pick<DecisionContext, 'at' | 'newId'> {
  return { at: order.lastEventAt, newId: () => '' };
}
