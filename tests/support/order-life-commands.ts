/** Everything that can happen to an order as fast-check commands, and one run of them to its end. */
import assert from 'node:assert/strict';

import fc from 'fast-check';

import { roles as allRoles } from '#domain/identity/rights.ts';
import { allowedActions, refusalOf } from '#domain/service-orders/allowed-actions.ts';
import type { PersonCommand } from '#domain/service-orders/commands.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { changeLine, newLine, type LineChange } from '#domain/service-orders/lines.ts';
import { confirmationKinds } from '#domain/service-orders/confirmations.ts';
import type { Held } from '#domain/service-orders/obstacles.ts';
import { unsignedLines } from '#domain/service-orders/order.ts';
import { progressOf } from '#domain/service-orders/progress.ts';
import { permitted, type Stage, type StageModel } from '#domain/service-orders/stage-model.ts';
import { addMs } from '#domain/shared/instant.ts';
import {
  answer,
  ask,
  beginLife,
  calmDown,
  commandFor,
  compareOffers,
  confirmOrTakeBack,
  finishVisit,
  letTimePass,
  receive,
  happen,
  undo,
  type Answering,
  type Life,
} from './order-life.ts';
import { aMove, aVisit, hourMs } from './service-orders.ts';

/** What the commands know of the order by themselves: how many lines were added. */
interface Known {
  lines: number;
}
type LifeCommand = fc.Command<Known, Life>;

const change = (id: string, more: Partial<Stage>) => (stage: Stage) =>
  stage.id === id ? { ...stage, ...more } : stage;
const guarded = (stage: Stage): Stage => ({
  ...stage,
  to: stage.to.map((move) =>
    move.stage === 'completed' ? { ...move, guards: ['lines-confirmed', 'no-open-visit'] } : move,
  ),
});
/** The default model; one with conditions; and one where completed orders are cancelled too, and work in progress posts. */
export const models: readonly StageModel[] = [
  defaultStageModel,
  { ...defaultStageModel, stages: defaultStageModel.stages.map(guarded) },
  {
    ...defaultStageModel,
    stages: defaultStageModel.stages
      .map(
        change('completed', {
          to: [
            { stage: 'in-progress', reason: true },
            { stage: 'cancelled', reason: false },
          ],
        }),
      )
      .map(change('completed', { permits: ['sign-off', 'post', 'cancel', 'modify'] }))
      .map(change('in-progress', { permits: ['modify', 'cancel', 'sign-off', 'post'] }))
      .map(change('dispatched', { onEntry: ['reserve', 'issue'] })),
  },
];

/** A step, with its name in what fast-check prints. */
function step(name: string, run: (life: Life, known: Known) => void, held: Held = null): LifeCommand {
  return {
    check: () => true,
    run(known, life) {
      run(life, known);
      compareOffers(life, held);
      assert.ok(life.services.stockBalances(), 'the stock is the sum of its movements');
    },
    toString: () => name,
  };
}

const stages = defaultStageModel.stages.map(({ id }) => id);
const held = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...allRoles), { maxLength: 3 }) },
);
const visitWish = fc.constantFrom(null, aVisit);
const reasons = { reasonCode: 'why', waitingFor: 'customer' } as const;

/** One arbitrary for each command of a person: a new command is missed here by the compiler. */
const persons: { readonly [Name in PersonCommand['name']]: fc.Arbitrary<PersonCommand> } = {
  changeStage: fc
    .record({ to: fc.constantFrom(...stages), visit: visitWish })
    .map(({ to, visit }) => aMove(to, { ...reasons, visit, until: addMs('2026-03-03T08:00:00.000Z', 9 * hourMs) })),
  cancel: fc.constant(aMove(null, { name: 'cancel', reasonCode: 'why' })),
  revoke: fc.constant(aMove(null, { name: 'revoke', reasonCode: 'why' })),
  reopen: fc.constant(aMove(null, { name: 'reopen', reasonCode: 'why' })),
  planVisit: fc.constant({ name: 'planVisit', visit: aVisit }),
  undoSignOff: fc.constant({ name: 'undoSignOff', reasonCode: 'why' }),
  signOff: fc.constant({
    ...{ name: 'signOff', signatureFileId: null, signatureSha256: null, noSignatureReasonCode: 'absent' },
  }),
  post: fc.constant({ name: 'post' }),
};
const asked = (command: fc.Arbitrary<PersonCommand>) =>
  fc
    .tuple(command, held)
    .map(([given, roles]) =>
      step(`${given.name} ${'to' in given ? (given.to ?? '') : ''}`, (life) => ask(life, given, roles), roles),
    );

/** One of the actions that the order offers at the moment, so that lives get far. */
const offered = fc.nat(9).map((index) =>
  step(`offered ${index}`, (life) => {
    const open = allowedActions(life.order, life.model, null).filter(({ refusal }) => refusal === null);
    const ahead = open.filter(({ action }) => action !== 'cancel');
    const action = (ahead.length > 0 ? ahead : open)[index % Math.max(1, ahead.length)];
    const command = action && commandFor(action, life.order.lastEventAt);
    if (command) ask(life, command, null);
  }),
);

const answering = fc.constantFrom<Answering>('well', 'well', 'well', 'refused', 'lost', 'silent');
const lineChange = fc.constantFrom<LineChange>(
  { quantity: 1 },
  { quantity: 3 },
  { status: 'cancelled' },
  { status: 'planned' },
  { plainItem: true },
  { orderedOutside: { reference: 'PO-7', at: '2026-03-02T08:00:00.000Z', by: 'user:1' } },
  { orderedOutside: null },
);

function addLine(life: Life, known: Known, type: 'hour' | 'item'): void {
  const { order, model } = life;
  if (order.closedAt !== null || !permitted(model, order).includes('modify')) return;
  known.lines += 1;
  const parts = type === 'item' ? { itemId: 'item-1' } : {};
  const lineNumber = order.lines.length + 1;
  const made = newLine(
    { type, category: 'any', plannedQuantity: 1, ...parts },
    `added-${known.lines}`,
    lineNumber,
    '2026-03-02',
  );
  if (!made.ok) throw new Error('A line that makes sense');
  const progress = progressOf([...order.lines, made.line], model, order);
  happen(life, [{ name: 'lineAdded', data: { line: made.line, progress } }]);
}

/** The customer accepts one line before the others. */
function acceptLine(life: Life, index: number): void {
  const unsigned = unsignedLines(life.order);
  const line = unsigned[index % Math.max(1, unsigned.length)];
  if (line === undefined) return;
  const why = { signatureFileId: null, signatureSha256: null, noSignatureReasonCode: 'absent' };
  ask(life, { name: 'signOff', ...why, lineIds: [line.lineId] }, null);
}

/** As the door of lines does it: where the stage permits, and not while they are being posted. */
function editLine(life: Life, index: number, wish: LineChange): void {
  const { order, model } = life;
  const old = order.lines[index % Math.max(1, order.lines.length)];
  const may = permitted(model, order).some((permission) => permission === 'modify' || permission === 'post');
  const isPosting = order.pending.some(({ phase, command }) => phase === 'doing' && command === 'post');
  if (!old || order.closedAt !== null || !may || isPosting) return;
  const changed = changeLine(old, wish);
  if (!changed.ok) return;
  const lines = order.lines.map((line) => (line === old ? changed.line : line));
  happen(life, [{ name: 'lineChanged', data: { line: changed.line, progress: progressOf(lines, model, order) } }]);
}

const commands = fc.commands<Known, Life>(
  [
    ...Object.values(persons).map(asked),
    asked(persons.changeStage),
    ...Array.from({ length: 12 }, () => offered),
    answering.map((how) => step(`answer ${how}`, (life) => answer(life, how))),
    answering.map((how) => step(`answer ${how}`, (life) => answer(life, how))),
    fc.constant(step('undo', undo)),
    fc.constant(step('calm down', calmDown)),
    fc.constant(step('a visit ends', finishVisit)),
    fc.constant(step('time passes', letTimePass)),
    fc.constantFrom(...confirmationKinds).map((kind) => step(`our ${kind}`, (life) => confirmOrTakeBack(life, kind))),
    fc.nat(3).map((index) => step(`accept line ${index}`, (life) => acceptLine(life, index))),
    fc.integer({ min: 1, max: 3 }).map((quantity) => step(`receive ${quantity}`, (life) => receive(life, quantity))),
    fc
      .constantFrom('hour' as const, 'item' as const)
      .map((type) => step(`add ${type}`, (life, known) => addLine(life, known, type))),
    fc
      .tuple(fc.nat(5), lineChange)
      .map(([index, wish]) => step(`edit ${index}`, (life) => editLine(life, index, wish))),
  ],
  { maxCommands: 40, size: 'max' },
);

/** Cancelled from wherever it is, the order has nothing of others any more; or it is refused by a rule that says why. */
function cancelAtTheEnd(life: Life): void {
  calmDown(life);
  const why = refusalOf(life.order, life.model, 'cancel');
  if (why === null) {
    ask(life, aMove(null, { name: 'cancel', reasonCode: 'why' }), null);
    calmDown(life);
  } else assert.ok(whyNot.has(why.code), why.code);
  const reserved = life.services.claims().reduce((sum, claim) => sum + claim.reserved, 0);
  const known = life.order.lines.reduce((sum, line) => sum + (line.type === 'item' ? line.reserved : 0), 0);
  assert.equal(known, reserved, 'order and inventory agree when quiet');
  if (life.order.progress !== 'cancelled') return;
  assert.ok(life.order.lines.every(({ status }) => status === 'cancelled'));
  const left = { reserved, issued: life.services.issued(), visits: life.services.openVisits() };
  assert.deepEqual(left, { reserved: 0, issued: 0, visits: [] }, 'cancelling gives everything back');
}

const whyNot = new Set([
  ...['order.stage-forbidden', 'order.parts-used', 'order.lines-posted', 'order.closed'],
  'order.parts-ordered-outside',
]);

export interface Lived {
  readonly runs: number;
  /** How often each thing happened. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Plays random lives. @throws what fast-check throws, with the shortest life that breaks a rule */
export function playLives(numRuns: number, seed?: number): Lived {
  const counts = new Map<string, number>();
  let runs = 0;
  fc.assert(
    fc.property(commands, fc.nat(models.length - 1), fc.nat(3), (life, index, stock) => {
      const real = beginLife(models[index] ?? defaultStageModel, stock);
      fc.modelRun(() => ({ model: { lines: 0 }, real }), life);
      cancelAtTheEnd(real);
      runs += 1;
      for (const [what, times] of real.counts) counts.set(what, (counts.get(what) ?? 0) + times);
    }),
    { numRuns, ...(seed === undefined ? {} : { seed }) },
  );
  return { runs, counts };
}
