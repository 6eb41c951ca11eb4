/** The life of one order by the pure rules, with the services that it asks: what happens to it, and what must hold of it always. */
import assert from 'node:assert/strict';

import { allowedActions, refusalOf, type AllowedAction } from '#domain/service-orders/allowed-actions.ts';
import type { EffectAnswer, EffectAnswers, OrderCommand, PersonCommand } from '#domain/service-orders/commands.ts';
import {
  confirmationOf,
  obstacleToConfirming,
  obstacleToTakingBack,
  type ConfirmationKind,
} from '#domain/service-orders/confirmations.ts';
import { decide, nextOf } from '#domain/service-orders/decide.ts';
import { evolve } from '#domain/service-orders/evolve.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import type { Held } from '#domain/service-orders/obstacles.ts';
import {
  isOpenVisit,
  type EffectName,
  type OrderLine,
  type PendingCommand,
  type ServiceOrder,
} from '#domain/service-orders/order.ts';
import { arriving } from '#domain/service-orders/progress.ts';
import { permitted, PREVIOUS, stageOf, type StageModel } from '#domain/service-orders/stage-model.ts';
import { addMs, later } from '#domain/shared/instant.ts';
import { createServices, type Services } from './order-services.ts';
import { aContext, aLine, aMove, anOrder, aPart, aVisit, hourMs } from './service-orders.ts';

export interface Life {
  order: ServiceOrder;
  readonly model: StageModel;
  readonly services: Services;
  readonly begun: Map<string, PersonCommand>;
  /** Commands that were given so far: the next one's key. */
  given: number;
  /** How often each thing was done, so that a run shows that it did something. */
  readonly counts: Map<string, number>;
}

/** How a service answers: as asked; refusing; done but the answer is lost; not at all. */
export type Answering = 'well' | 'refused' | 'lost' | 'silent';

export function beginLife(model: StageModel, stock: number): Life {
  const order = anOrder({ needsReview: stock === 1, lines: [aLine(), aPart()] });
  return { order, model, services: createServices(stock), begun: new Map(), given: 0, counts: new Map() };
}

/** A command that lacks nothing, for an action that is offered or refused; null where the action is no command. */
export function commandFor({ action, to, signOffs = [] }: AllowedAction, at: string): PersonCommand | null {
  switch (action) {
    case 'modify':
    case 'confirmDone':
    case 'undoDone':
    case 'review':
    case 'undoReview':
      return null;
    case 'signOff':
      return { name: 'signOff', signatureFileId: null, signatureSha256: null, noSignatureReasonCode: 'absent' };
    case 'undoSignOff':
      return { name: 'undoSignOff', reasonCode: 'why', signOff: signOffs.at(-1) ?? null };
    case 'post':
      return { name: 'post' };
    case 'planVisit':
      return { name: 'planVisit', visit: aVisit };
    default:
      return aMove(to, { reasonCode: 'why', waitingFor: 'customer', until: addMs(at, 9 * hourMs) });
  }
}

/** Somebody asks; what was accepted must have been offered, and what was not must have been refused by the same code. */
export function ask(life: Life, command: PersonCommand, held: Held): void {
  const key = `key-${(life.given += 1)}`;
  const offered = refusalOffered(life, command, held);
  const before = life.order;
  const code = settle(life, command, key, held);
  count(life, `${command.name} ${code ?? 'accepted'}`);
  // A wish for a visit asks dispatch besides, which may be at work for the order.
  const isWish = 'visit' in command && command.visit !== null && before.pending.length > 0;
  if (isWish && (code === 'order.undoing' || code === 'order.busy')) return;
  assert.equal(code, offered, `${command.name}: what was offered is what is done`);
}

/** The code by which a command is offered as refused; null where it is offered as allowed. */
function refusalOffered({ order, model }: Life, command: PersonCommand, held: Held): string | null {
  const isAimed = 'to' in command && command.to !== null;
  if (!isAimed || order.closedAt !== null) return refusalOf(order, model, command.name, held)?.code ?? null;
  const action = allowedActions(order, model, held).find(({ to }) => to === command.to);
  return action === undefined ? 'order.stage-forbidden' : (action.refusal?.code ?? null);
}

/** What is offered of this very version is accepted, and the reverse. Changes nothing. */
export function compareOffers({ order, model }: Life, held: Held): void {
  for (const action of allowedActions(order, model, held)) {
    const command = commandFor(action, order.lastEventAt);
    if (command === null) continue;
    const decision = decide(order, command, aContext({ model, roles: held, at: order.lastEventAt, key: 'asked' }));
    assert.deepEqual(decision.kind === 'refused' ? decision.refusal : null, action.refusal, action.action);
  }
}

/** The services answer what is being done or follows; what follows is tried until it is done. */
export function answer(life: Life, answering: Answering): void {
  const pending = life.order.pending.find(({ phase }) => phase !== 'undoing');
  if (!pending) return;
  const answers: Partial<Record<EffectName, EffectAnswer>> = {};
  for (const effect of pending.effects) {
    if (effect.after.some((name) => answers[name]?.ok !== true)) continue;
    const isLast = effect === pending.effects.at(-1);
    const how = isLast && pending.phase === 'doing' ? answering : 'well';
    const call = () => life.services.call(`${pending.id}/${effect.name}`, effect, life.order);
    if (how === 'well') answers[effect.name] = call();
    if (how === 'refused') answers[effect.name] = { ok: false, code: 'dispatch.overlap', params: {} };
    if (how === 'lost') call();
  }
  endEffects(life, pending, answers);
}

function endEffects(life: Life, pending: PendingCommand, answers: EffectAnswers): void {
  const begun = life.begun.get(pending.id) ?? null;
  settle(life, { name: 'effectsEnded', of: pending.id, answers, begun }, `${pending.id}/outcome`);
  hearOfVisits(life);
  count(life, `effects ${pending.phase}`);
}

/** What was begun is taken back; whatever wakes up late afterwards is refused. */
export function undo(life: Life): void {
  const pending = life.order.pending.find(({ phase }) => phase === 'undoing');
  if (!pending) return;
  for (const effect of pending.effects) {
    const key = `${pending.id}/${effect.name}`;
    life.services.undo(key);
    const late = life.services.call(key, effect, life.order);
    assert.equal(late.ok ? 'done' : late.code, 'effect.undone', 'what wakes up late changes nothing');
  }
  settle(life, { name: 'effectsUndone', of: pending.id }, `${pending.id}/undone`);
  hearOfVisits(life);
  hearOfParts(life);
  count(life, 'undone');
}

/** Facts that no command asked for: lines that are edited, times that are recorded, parts that arrive. */
export function happen(life: Life, facts: readonly OrderFact[]): void {
  fold(life, facts, life.order.lastEventAt);
  settle(life, { name: 'rowsChanged' }, `rows/${life.order.version}`);
}

/** The technician says that it is done, or the office reviews it, where that is offered; or it is taken back. */
export function confirmOrTakeBack(life: Life, kind: ConfirmationKind): void {
  const { order, model } = life;
  if (order.closedAt !== null) return;
  const given = confirmationOf(order, kind);
  const { lastEventAt: signedAt } = order;
  if (given === null && obstacleToConfirming(order, model, kind, null) === null)
    fold(life, [{ name: 'confirmed', data: { kind, signedAt, by: 'user:1', documentSha256: null } }], signedAt);
  if (given !== null && obstacleToTakingBack(order, model, kind, null) === null)
    fold(life, [{ name: 'confirmationUndone', data: { kind, signedAt: given.signedAt } }], signedAt);
  count(life, `${kind} ${life.order.version > order.version ? 'changed' : 'stays'}`);
}

/** A visit ends with recorded times, which become a line by themselves. */
export function finishVisit(life: Life): void {
  const [visitId] = life.services.openVisits();
  const known = life.order.visits.find((visit) => visit.visitId === visitId);
  if (!known || life.order.closedAt !== null || !life.services.finishVisit(known.visitId)) return;
  const lineNumber = life.order.lines.length + 1;
  const time = aLine({ lineId: `line-${lineNumber}`, lineNumber, status: 'proposed' });
  const proposedLines = arriving(life.order, [time]);
  fold(life, [{ name: 'visitChanged', data: { ...known, status: 'finished', proposedLines } }], life.order.lastEventAt);
  count(life, 'times recorded');
}

/** Stock comes in, and the order hears what of it is set aside for it. */
export function receive(life: Life, quantity: number): void {
  life.services.receive(quantity);
  hearOfParts(life);
}

/** The next instant that means something comes. */
export function letTimePass(life: Life): void {
  const next = nextOf(life.order);
  if (next === null) return;
  settle(life, { name: 'instantReached' }, `instant/${next.at}`, null, later(next.at, life.order.lastEventAt));
  if (life.order.closedAt === null) assert.notDeepEqual(nextOf(life.order), next, 'an instant is waited for once');
  count(life, next.what);
}

/** Everything that goes on comes to its end. */
export function calmDown(life: Life): void {
  for (let rounds = 0; life.order.pending.length > 0; rounds += 1) {
    assert.ok(rounds < 50, 'what is pending comes to its end');
    answer(life, 'well');
    undo(life);
  }
  hearOfParts(life);
}

/** Decides, folds, and looks at the order; the code of a refusal, or null. */
function settle(life: Life, command: OrderCommand, key: string, held: Held = null, at?: string): string | null {
  const { order, model } = life;
  const context = aContext({ at: at ?? addMs(order.lastEventAt, 60_000), key, model, roles: held });
  const ids = { ...context, newId: () => `${key}-${order.version}` };
  const decision = decide(order, command, ids);
  if (decision.kind === 'settled') return null;
  if (decision.kind === 'pending' && !isOwn(command)) life.begun.set(key, command);
  fold(life, decision.facts, context.at);
  return decision.kind === 'refused' ? decision.refusal.code : null;
}

function isOwn(command: OrderCommand): command is Exclude<OrderCommand, PersonCommand> {
  return ['effectsEnded', 'effectsUndone', 'instantReached', 'rowsChanged'].includes(command.name);
}

function fold(life: Life, facts: readonly OrderFact[], at: string): void {
  for (const fact of facts) {
    const before = life.order;
    life.order = evolve(before, fact, at);
    lookAt(before, life.order, life.model);
  }
}

/** What must hold after every fact, told without the rules that are being tried. */
function lookAt(before: ServiceOrder, order: ServiceOrder, model: StageModel): void {
  const stage = stageOf(model, order.stage);
  const isMove = before.entered.length !== order.entered.length;
  assert.ok(isMove ? isEdge(before, order, model) : order.stage === before.stage, `${before.stage} to ${order.stage}`);
  const open = order.lines.some(({ status }) => status !== 'posted' && status !== 'cancelled');
  assert.equal(order.progress === 'cancelled', stage.end === 'cancelled', 'cancelled with its stage');
  if (order.progress === 'posted') assert.ok(permitted(model, order).includes('post'), 'posted where it may be');
  if (order.progress !== 'in-process') assert.equal(open, false, 'nothing is open any more');
  assert.equal(order.version, before.version + 1);
  assert.ok(order.pending.filter(({ phase }) => phase === 'doing').length <= 1, 'one command is done at a time');
  if (order.closedAt === null) assert.equal(order.closesAt === null, stage.end === 'none');
  for (const line of before.lines.filter(({ status }) => status === 'posted'))
    assert.equal(order.lines.find(({ lineId }) => lineId === line.lineId)?.status, 'posted', 'posted for ever');
  for (const line of order.lines.filter(({ status }) => status === 'posted'))
    assert.notEqual(line.signedAt, null, 'nothing is posted that was not accepted');
  const change = before.lines.find((old) => old.signedAt !== null && old.status === 'confirmed' && isOther(old, order));
  assert.equal(change, undefined, 'what was accepted stays as it was accepted');
}

function isOther(old: OrderLine, { lines }: ServiceOrder): boolean {
  const now = lines.find(({ lineId }) => lineId === old.lineId);
  return now?.signedAt === old.signedAt && (now.quantity !== old.quantity || now.category !== old.category);
}

function isEdge(before: ServiceOrder, { stage }: ServiceOrder, model: StageModel): boolean {
  return stageOf(model, before.stage).to.some((move) =>
    move.stage === PREVIOUS ? before.cameFrom.at(-1) === stage : move.stage === stage,
  );
}

/** Dispatch tells the order which of its visits have ended, or are open again. */
function hearOfVisits(life: Life): void {
  const open = new Set(life.services.openVisits());
  const visits = life.order.visits.map((visit) => {
    const isOpen = open.has(visit.visitId);
    return isOpenVisit(visit) === isOpen ? visit : { ...visit, status: isOpen ? 'planned' : 'cancelled' };
  });
  life.order = { ...life.order, visits };
}

/** Inventory tells the order what is set aside for it beside its own calls. */
function hearOfParts(life: Life): void {
  const parts = life.services.claims().flatMap(({ lineId, reserved, wanted, issued }) => {
    const line = life.order.lines.find((each) => each.lineId === lineId);
    const missing = Math.max(0, wanted - issued - reserved);
    const isNews = line && line.status !== 'posted' && (line.reserved !== reserved || line.missing !== missing);
    return isNews ? [{ lineId, reserved, missing, issued: line.issued }] : [];
  });
  if (parts.length > 0 && life.order.closedAt === null)
    fold(life, [{ name: 'partsChanged', data: { commandId: null, parts } }], life.order.lastEventAt);
}

function count(life: Life, what: string): void {
  life.counts.set(what, (life.counts.get(what) ?? 0) + 1);
}
