import fc from 'fast-check';
import { expect, test } from 'vitest';

import { allowedActions, type AllowedAction } from '#domain/service-orders/allowed-actions.ts';
import type { EffectAnswers, PersonCommand } from '#domain/service-orders/commands.ts';
import { nextOf } from '#domain/service-orders/decide.ts';
import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { progressOf } from '#domain/service-orders/progress.ts';
import { stageOf } from '#domain/service-orders/stage-model.ts';
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
  goodAnswers,
  hourMs,
} from '#tests/support/service-orders.ts';

const stages = defaultStageModel.stages.map((stage) => stage.id);

/** One step of a life: a person asks, the world answers well or badly, undoing ends, or time passes. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('move' as const), to: fc.constantFrom(...stages), visit: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sign-off' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('post' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('visit' as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), well: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undone' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('time' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface Life {
  readonly order: ServiceOrder;
  readonly begun: Readonly<Record<string, PersonCommand>>;
}

const newborn: Life = { order: anOrder({ lines: [aLine(), aPart()] }), begun: {} };

function live(life: Life, next: Step, at: string, key: string): Life {
  const context = aContext({ at, key });
  const { order, begun } = life;
  const ask = (command: PersonCommand): Life => {
    const { decision, order: after } = decided(order, command, context);
    expect(after.version - order.version).toBe(decision.kind === 'settled' ? 0 : decision.facts.length);
    return { order: after, begun: decision.kind === 'pending' ? { ...begun, [key]: command } : begun };
  };
  switch (next.kind) {
    case 'move':
      return ask(
        aMove(next.to, {
          reasonCode: 'why',
          waitingFor: 'customer',
          until: addMs(at, hourMs),
          visit: next.visit ? aVisit : null,
        }),
      );
    case 'sign-off':
      return ask({ name: 'signOff', signatureFileId: null, signatureSha256: null, noSignatureReasonCode: 'absent' });
    case 'post':
      return ask({ name: 'post' });
    case 'visit':
      return ask({ name: 'planVisit', visit: aVisit });
    case 'answer': {
      const pending = order.pending.find(({ phase }) => phase !== 'undoing');
      if (!pending) return life;
      const answers: EffectAnswers = next.well || pending.phase === 'following' ? goodAnswers(order, pending) : {};
      return {
        order: decided(
          order,
          { name: 'effectsEnded', of: pending.id, answers, begun: begun[pending.id] ?? null },
          context,
        ).order,
        begun,
      };
    }
    case 'undone': {
      const pending = order.pending.find(({ phase }) => phase === 'undoing');
      return pending
        ? { order: decided(order, { name: 'effectsUndone', of: pending.id }, context).order, begun }
        : life;
    }
    case 'time':
      return { order: decided(order, { name: 'instantReached' }, context).order, begun };
  }
}

/** The order after each step; ten minutes lie between two. */
function lifeOf(steps: readonly Step[]): readonly ServiceOrder[] {
  let life = newborn;
  return steps.map(
    (next, index) => (life = live(life, next, addMs(began, (index + 1) * 600_000), `key-${index}`)).order,
  );
}

function commandOf(action: AllowedAction): PersonCommand | null {
  switch (action.action) {
    case 'modify':
      return null;
    case 'signOff':
      return { name: 'signOff', signatureFileId: null, signatureSha256: null, noSignatureReasonCode: 'absent' };
    case 'post':
      return { name: 'post' };
    case 'planVisit':
      return { name: 'planVisit', visit: aVisit };
    default:
      return aMove(action.to, { reasonCode: 'why', waitingFor: 'customer', until: addMs(began, 99 * hourMs) });
  }
}

const lives = fc.array(step, { minLength: 1, maxLength: 40 });

test('whatever happens, the order stands in its model, its progress follows its lines, and one command is done at a time', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      for (const order of lifeOf(steps)) {
        const stage = stageOf(defaultStageModel, order.stage);
        expect(order.cameFrom.every((origin) => stages.includes(origin))).toBe(true);
        expect(order.progress).toBe(progressOf(order.lines, defaultStageModel, order));
        expect(order.pending.filter(({ phase }) => phase === 'doing').length).toBeLessThanOrEqual(1);
        expect((stage.end === 'none') === (order.closesAt === null)).toBe(true);
        if (stage.end === 'cancelled') expect(order.progress).toBe('cancelled');
      }
    }),
    { numRuns: 400 },
  );
});

test('what is offered as allowed is accepted, unless the same effect is still going on; what is not is refused by the same code', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      for (const order of lifeOf(steps).slice(-3)) {
        const context = aContext({ at: order.lastEventAt, key: 'asked' });
        for (const action of allowedActions(order, defaultStageModel, null)) {
          const command = commandOf(action);
          if (!command) continue;
          const { decision } = decided(order, command, context);
          const code = decision.kind === 'refused' ? decision.refusal.code : null;
          const goesOn = order.pending.some(({ phase }) => phase !== 'doing');
          if (action.refusal) expect(code).toBe(action.refusal.code);
          else if (!(goesOn && (code === 'order.undoing' || code === 'order.busy'))) expect(code).toBeNull();
        }
      }
    }),
    { numRuns: 400 },
  );
});

test('cancelling from anywhere gives back what was reserved, once the services have answered', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      const order = lifeOf(steps).at(-1) ?? newborn.order;
      const context = aContext({ at: order.lastEventAt, key: 'cancel' });
      const cancelled = decided(order, aMove(null, { name: 'cancel', reasonCode: 'why' }), context);
      if (cancelled.decision.kind === 'refused') return;
      let after = cancelled.order;
      for (let pending = after.pending[0]; pending; pending = after.pending[0]) {
        const undone = pending.phase === 'undoing';
        const answers = goodAnswers(after, pending);
        const command = undone
          ? ({ name: 'effectsUndone', of: pending.id } as const)
          : ({ name: 'effectsEnded', of: pending.id, answers, begun: null } as const);
        ({ order: after } = decided(after, command, context));
      }
      expect(after.stage).toBe('cancelled');
      expect(after.lines.every((line) => line.reserved === 0)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('an instant that was reached is not waited for again', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      const order = lifeOf(steps).at(-1) ?? newborn.order;
      const next = nextOf(order);
      if (!next) return;
      const { order: after } = decided(
        order,
        { name: 'instantReached' },
        aContext({ at: next.at > order.lastEventAt ? next.at : order.lastEventAt }),
      );
      expect(nextOf(after)).not.toEqual(next);
    }),
    { numRuns: 400 },
  );
});
