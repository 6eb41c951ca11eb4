import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { orderActionRoles, roles as allRoles, type Role } from '#domain/identity/rights.ts';
import { allowedActions, type AllowedAction } from '#domain/service-orders/allowed-actions.ts';
import type { PersonCommand } from '#domain/service-orders/commands.ts';
import { decide } from '#domain/service-orders/decide.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import type { EffectName, PendingCommand, ServiceOrder } from '#domain/service-orders/order.ts';
import {
  remembersOrigin,
  stageFields,
  stageGuards,
  type Stage,
  type StageModel,
  type StageMove,
} from '#domain/service-orders/stage-model.ts';
import { addMs } from '#domain/shared/instant.ts';
import {
  aContext,
  aLine,
  aMove,
  anOrder,
  aPart,
  aVisit,
  began,
  decided,
  hourMs,
} from '#tests/support/service-orders.ts';

/** The default model with something more on one of its stages, or on every move into it. */
function withStage(id: string, more: Partial<Stage>, move: Partial<StageMove> = {}): StageModel {
  const stages = defaultStageModel.stages.map((stage) => ({
    ...stage,
    ...(stage.id === id ? more : {}),
    to: stage.to.map((each) => (each.stage === id ? { ...each, ...move } : each)),
  }));
  return { ...defaultStageModel, version: 2, stages };
}

function refusalOfMove(order: ServiceOrder, to: string, model: StageModel, held: readonly Role[] | null = null) {
  const { decision } = decided(order, aMove(to, { reasonCode: 'why' }), aContext({ model, roles: held }));
  const offered = allowedActions(order, model, held).find((action) => action.to === to);
  const code = decision.kind === 'refused' ? decision.refusal.code : null;
  expect(offered?.refusal?.code ?? null, 'offered as it is decided').toBe(code);
  return { code, lift: offered?.lift ?? [] };
}

const started = { stage: 'in-progress' } as const;
const visited = { visits: [{ visitId: 'v', technicianId: 't', technicianNumber: 'T-1', status: 'planned' }] } as const;

describe('a condition on a move', () => {
  test.each([
    ['has-visit', {}, visited, 'order.visit-missing', orderActionRoles.planVisit],
    ['no-open-visit', visited, {}, 'order.visit-open', orderActionRoles.changeStage],
    ['has-lines', {}, { lines: [aLine()] }, 'order.lines-missing', orderActionRoles.changeStage],
    [
      'lines-confirmed',
      { lines: [aLine({ status: 'planned', quantity: null, plannedQuantity: 1 })] },
      { lines: [aLine()] },
      'order.lines-unconfirmed',
      orderActionRoles.changeStage,
    ],
    ['no-parts-missing', { lines: [aPart({ missing: 1 })] }, { lines: [aPart()] }, 'order.parts-missing', null],
    [
      'signed-off',
      {},
      { signOff: { signedAt: began, signatureFileId: null, noSignatureReasonCode: 'why' } },
      'order.not-signed-off',
      orderActionRoles.signOff,
    ],
  ] as const)('%s holds the order back until it is met, and says who can meet it', (guard, unmet, met, code, lift) => {
    const model = withStage('completed', {}, { guards: [guard] });
    const refused = refusalOfMove(anOrder({ ...started, ...unmet }), 'completed', model);
    expect(refused.code).toBe(code);
    if (lift !== null) expect(refused.lift).toEqual(lift);
    expect(refusalOfMove(anOrder({ ...started, ...met }), 'completed', model).code).toBeNull();
  });

  test.each(stageFields)('a stage that needs %s is not entered without it', (field) => {
    const model = withStage('planned', { fields: [field] });
    const without = { siteId: null, contactId: null, customerOrderNumber: null };
    expect(refusalOfMove(anOrder(without), 'planned', model)).toMatchObject({ code: 'order.field-missing' });
    expect(refusalOfMove(anOrder({ ...without, [field]: 'x' }), 'planned', model).code).toBeNull();
  });

  test('what a log tells happened although a condition did not hold: it is kept as a warning', () => {
    const model = withStage('completed', { fields: ['siteId'] }, { guards: ['has-visit'] });
    const order = anOrder({ ...started, recordedTime: true, siteId: null });
    const { decision } = decided(order, aMove('completed'), aContext({ model }));
    expect(decision).toMatchObject({
      kind: 'done',
      facts: [{ name: 'stageChanged', data: { warnings: ['order.field-missing', 'order.visit-missing'] } }],
    });
  });
});

describe('roles', () => {
  test('a move that the model keeps for some roles is refused to others, by the roles that may make it', () => {
    const model = withStage('planned', {}, { roles: ['dispatcher', 'viewer'] });
    expect(refusalOfMove(anOrder(), 'planned', model, ['dispatcher']).code).toBeNull();
    expect(refusalOfMove(anOrder(), 'planned', model, ['administrator'])).toEqual({
      code: 'order.role-forbidden',
      lift: ['dispatcher'],
    });
  });

  test('changing to a cancelled stage is cancelling, which a technician may not', () => {
    const inStage = anOrder();
    expect(refusalOfMove(inStage, 'cancelled', defaultStageModel, ['technician']).code).toBe('order.role-forbidden');
    expect(refusalOfMove(inStage, 'cancelled', defaultStageModel, ['dispatcher']).code).toBeNull();
  });

  test('who may only read is offered nothing', () => {
    const offered = allowedActions(anOrder({ lines: [aLine()] }), defaultStageModel, ['viewer']);
    expect(offered.filter(({ refusal }) => refusal === null)).toEqual([]);
    expect(offered.find(({ action }) => action === 'planVisit')?.lift).toEqual([...orderActionRoles.planVisit]);
  });
});

describe('reasons', () => {
  const known = (...uses: string[]) => ({ id: 'why', entry: { uses, active: true } });
  const asked = (
    to: string,
    reason: ReturnType<typeof known> | { id: string; entry: null },
    model = defaultStageModel,
  ) =>
    decided(
      anOrder(),
      aMove(to, { reasonCode: 'why', waitingFor: 'customer', until: addMs(began, 9 * hourMs) }),
      aContext({ model, reason }),
    ).decision;

  test.each([
    ['cancelled', 'cancellation'],
    ['waiting', 'waiting'],
  ])('moving to %s takes a code of the set-up for %s, and no other', (to, use) => {
    expect(asked(to, known(use)).kind).toBe('done');
    expect(asked(to, known('reopening'))).toMatchObject({ refusal: { code: 'order.reason-unfit' } });
  });

  test('a code that the set-up does not know, or has out of use, is refused also where none is asked for', () => {
    const outOfUse = { id: 'why', entry: { uses: ['cancellation'], active: false } };
    for (const to of ['cancelled', 'in-progress'])
      for (const reason of [outOfUse, { id: 'why', entry: null }])
        expect(asked(to, reason)).toMatchObject({ refusal: { code: 'order.reason-unknown' } });
    expect(asked('in-progress', known('reopening')).kind).toBe('done');
  });

  test('a stage that names its reason codes takes those alone, whatever they are for', () => {
    const model = withStage('cancelled', { reasons: ['why', 'other'] });
    expect(asked('cancelled', known('reopening'), model).kind).toBe('done');
    const other = withStage('cancelled', { reasons: ['other'] });
    expect(asked('cancelled', known('cancellation'), other)).toMatchObject({ refusal: { code: 'order.reason-unfit' } });
  });

  test('the reason of a move is kept with it', () => {
    const { decision } = decided(anOrder(), aMove('cancelled', { reasonCode: 'why' }), aContext());
    const facts = decision.kind === 'done' ? decision.facts : [];
    expect(facts.find(({ name }) => name === 'stageChanged')).toMatchObject({ data: { reasonCode: 'why' } });
  });

  test('the reason why there is no signature is one for that', () => {
    const order = anOrder({ stage: 'completed' });
    const command = {
      name: 'signOff',
      signatureFileId: null,
      signatureSha256: null,
      noSignatureReasonCode: 'why',
    } as const;
    expect(decided(order, command, aContext({ reason: known('no-signature') })).decision.kind).toBe('done');
    expect(decided(order, command, aContext({ reason: known('waiting') })).decision).toMatchObject({
      refusal: { code: 'order.reason-unfit' },
    });
  });
});

const pending = fc.record({
  phase: fc.constantFrom<PendingCommand['phase']>('doing', 'following', 'undoing'),
  effect: fc.constantFrom<EffectName>(
    'setReservations',
    'issueParts',
    'planVisit',
    'cancelVisits',
    'postLines',
    'priceOrder',
    'proposeInvoice',
  ),
});

const someMoves = fc.dictionary(
  fc.integer({ min: 0, max: 30 }).map(String),
  fc.record({
    guards: fc.uniqueArray(fc.constantFrom(...stageGuards), { maxLength: 2 }),
    roles: fc.option(fc.uniqueArray(fc.constantFrom(...allRoles), { minLength: 1, maxLength: 4 }), { nil: undefined }),
  }),
  { maxKeys: 12 },
);

/** The default model with conditions, roles and fields strewn over it. */
const anyModel = fc
  .record({ moves: someMoves, fields: fc.uniqueArray(fc.constantFrom(...stageFields), { maxLength: 1 }) })
  .map(({ moves, fields }): StageModel => {
    let count = 0;
    const stages = defaultStageModel.stages.map((stage, index) => ({
      ...stage,
      ...(index % 3 === 1 ? { fields } : {}),
      to: stage.to.map((move) => ({ ...move, ...moves[String((count += 1))] })),
    }));
    return { ...defaultStageModel, version: 2, stages };
  });

const anyOrder = fc
  .record({
    stage: fc.constantFrom(...defaultStageModel.stages),
    origin: fc.constantFrom('received', 'planned', 'in-progress'),
    lines: fc.array(
      fc.record({
        status: fc.constantFrom('planned' as const, 'confirmed' as const, 'posted' as const, 'cancelled' as const),
        missing: fc.constantFrom(0, 0, 1),
        issued: fc.constantFrom(0, 0, 1),
      }),
      { maxLength: 3 },
    ),
    visit: fc.constantFrom(null, 'planned', 'finished', 'cancelled'),
    isSigned: fc.boolean(),
    siteId: fc.constantFrom(null, 'site-1'),
    pending: fc.array(pending, { maxLength: 2 }),
  })
  .map(({ stage, origin, lines, visit, isSigned, siteId, pending: begun }) =>
    anOrder({
      stage: stage.id,
      ...{ cameFrom: remembersOrigin(stage) ? [origin] : [], siteId, contactId: null },
      lines: lines.map((line, index) => aPart({ ...line, lineId: `line-${index}`, lineNumber: index + 1 })),
      visits: visit === null ? [] : [{ visitId: 'v', technicianId: 't', technicianNumber: 'T-1', status: visit }],
      signOff: isSigned ? { signedAt: began, signatureFileId: null, noSignatureReasonCode: 'why' } : null,
      pending: begun.flatMap(({ phase, effect }, index) =>
        phase === 'doing' && index > 0
          ? []
          : [
              {
                ...{ id: `k${index}`, command: 'changeStage', phase, decidedAt: began, budgetMs: 30_000 },
                effects: [{ name: effect, after: [], input: {} }],
              },
            ],
      ),
    }),
  );

const confirmationDoors = { confirmDone: 1, undoDone: 1, review: 1, undoReview: 1 };

function commandOf({ action, to }: AllowedAction): PersonCommand | null {
  if (action === 'modify') return null;
  if (action === 'planVisit') return { name: 'planVisit', visit: aVisit };
  if (action === 'post') return { name: 'post' };
  if (action === 'undoSignOff') return { name: 'undoSignOff', reasonCode: 'why' };
  if (action in confirmationDoors) return null;
  if (action === 'signOff')
    return { name: 'signOff', signatureFileId: null, signatureSha256: null, noSignatureReasonCode: 'why' };
  return aMove(to, { reasonCode: 'why', waitingFor: 'customer', until: addMs(began, 99 * hourMs) });
}

test('what is offered to somebody is accepted of them, and what is not is refused by the same rule', () => {
  const held = fc.uniqueArray(fc.constantFrom(...allRoles), { maxLength: 3 });
  fc.assert(
    fc.property(anyOrder, anyModel, held, (order, model, roles) => {
      for (const action of allowedActions(order, model, roles)) {
        const command = commandOf(action);
        if (command === null) continue;
        const decision = decide(order, command, aContext({ model, roles, at: order.lastEventAt }));
        const code = decision.kind === 'refused' ? decision.refusal : null;
        expect(code).toEqual(action.refusal);
      }
    }),
    { numRuns: 2000 },
  );
});

test('who is offered less by a model is never offered more by it than everybody is', () => {
  fc.assert(
    fc.property(anyOrder, anyModel, fc.constantFrom(...allRoles), (order, model, role) => {
      const anyone = allowedActions(order, model, null);
      for (const [index, action] of allowedActions(order, model, [role]).entries())
        if (action.refusal === null) expect(anyone[index]?.refusal).toBeNull();
    }),
  );
});
