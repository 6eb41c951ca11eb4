import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { defaultStageModel } from '#domain/service-orders/default-stage-model.ts';
import { checkStageModel } from '#domain/service-orders/stage-model-check.ts';
import {
  initialStage,
  permitted,
  possibleMoves,
  PREVIOUS,
  remembersOrigin,
  stageOf,
  type Stage,
  type StageModel,
  type StagePosition,
} from '#domain/service-orders/stage-model.ts';

const model = defaultStageModel;

/** A stage that leads where it is told and permits everything, unless said otherwise. */
function aStage(id: string, to: readonly string[], more: Partial<Stage> = {}): Stage {
  return {
    ...{ id, name: id.toUpperCase(), initial: false, end: 'none', permits: ['modify', 'cancel'], reason: false },
    ...{ requires: [], sla: { resolve: null }, onEntry: [] },
    to: to.map((stage) => ({ stage, reason: false })),
    ...more,
  };
}
const aModel = (...stages: Stage[]): StageModel => ({ id: 'test', version: 1, name: 'Test', stages });
const faults = (...stages: Stage[]) => checkStageModel(aModel(...stages));
const to = (stage: string) => ({ stage, reason: false });
const begin = (to: string[], more: Partial<Stage> = {}) => aStage('begin', to, { initial: true, ...more });
const end = (to: string[] = []) => aStage('end', to, { end: 'done' });

/** The position after a move, as an order remembers where it came from. */
function move(of: StageModel, at: StagePosition, to: { readonly to: string; readonly back: boolean }): StagePosition {
  if (to.back) return { stage: to.to, cameFrom: at.cameFrom.slice(0, -1) };
  const remembers = remembersOrigin(stageOf(of, to.to));
  const kept = remembersOrigin(stageOf(of, at.stage)) && !remembers ? at.cameFrom.slice(0, -1) : at.cameFrom;
  return { stage: to.to, cameFrom: remembers ? [...at.cameFrom, at.stage] : kept };
}
const at = (stage: string, ...cameFrom: string[]): StagePosition => ({ stage, cameFrom });
const targets = (position: StagePosition) => possibleMoves(model, position).map(({ to }) => to);

describe('publishing', () => {
  test('the model that comes with the product has no fault', () => {
    expect(checkStageModel(model)).toEqual([]);
  });

  test('V7: a stage that branches leads either way, and a second initial stage is refused', () => {
    const branching = aModel(begin(['doing', 'end']), aStage('doing', ['end']), end());
    expect(checkStageModel(branching)).toEqual([]);
    expect(possibleMoves(branching, at('begin')).map((each) => each.to)).toEqual(['doing', 'end']);
    const twice = faults(begin(['doing']), aStage('doing', ['end'], { initial: true }), end());
    expect(twice).toEqual([{ code: 'stage-model.initial', stage: null }]);
  });

  test('a model needs a stage', () => {
    expect(faults()).toEqual([{ code: 'stage-model.no-stage', stage: null }]);
  });

  test.each([
    ['none', [aStage('begin', ['end']), end()]],
    ['two', [begin(['end']), aStage('other', ['end'], { initial: true }), end()]],
  ])('a model with %s initial stages is refused', (_, stages) => {
    expect(checkStageModel(aModel(...stages))).toContainEqual({ code: 'stage-model.initial', stage: null });
  });

  test('two stages cannot have one id, and none is called previous', () => {
    expect(faults(begin(['end']), end(), end())).toEqual([{ code: 'stage-model.duplicate', stage: 'end' }]);
    const reserved = faults(begin(['end', PREVIOUS]), aStage(PREVIOUS, ['end']), end());
    expect(reserved).toContainEqual({ code: 'stage-model.duplicate', stage: PREVIOUS });
  });

  test('a stage leads to stages that there are, and not to itself', () => {
    expect(faults(begin(['end', 'nowhere']), end())).toEqual([
      { code: 'stage-model.unknown-target', stage: 'begin', to: 'nowhere' },
    ]);
    expect(faults(begin(['end', 'begin']), end())).toEqual([
      { code: 'stage-model.unknown-target', stage: 'begin', to: 'begin' },
    ]);
  });

  test('a stage that nothing leads to is refused', () => {
    expect(faults(begin(['end']), aStage('island', ['end']), end())).toEqual([
      { code: 'stage-model.unreachable', stage: 'island' },
    ]);
  });

  test('a stage from which no end can be reached is refused', () => {
    const trap = faults(begin(['end', 'left']), aStage('left', ['right']), aStage('right', ['left']), end());
    expect(trap.map(({ code, stage }) => `${code} ${stage}`)).toEqual([
      'stage-model.dead-end left',
      'stage-model.dead-end right',
    ]);
  });

  test('a waiting stage reaches an end by the stage that it goes back to', () => {
    expect(faults(begin(['end', 'wait']), aStage('wait', [PREVIOUS], { permits: PREVIOUS }), end())).toEqual([]);
  });

  test('only a stage that goes back inherits what it came from permits', () => {
    expect(faults(begin(['end', 'wait']), aStage('wait', ['end'], { permits: PREVIOUS }), end())).toEqual([
      { code: 'stage-model.previous', stage: 'wait' },
    ]);
  });

  test.each<[string, string, Stage[]]>([
    [
      'a stage that reserves parts and gives them back',
      'stage-model.automations begin',
      [begin(['end'], { onEntry: ['reserve', 'release'] }), end()],
    ],
    [
      'an end that lets the clock run',
      'stage-model.clock end',
      [begin(['end']), aStage('end', [], { end: 'done', sla: { resolve: 'resume' } })],
    ],
    [
      'a cancelled order that can be changed',
      'stage-model.cancelled-permits gone',
      [begin(['end', 'gone']), end(), aStage('gone', [], { end: 'cancelled' })],
    ],
    [
      'reason codes where no reason is asked for',
      'stage-model.reasons-unasked end',
      [begin(['end']), aStage('end', [], { end: 'done', reasons: ['why'] })],
    ],
    [
      'reasons without a single code',
      'stage-model.reasons-unasked end',
      [begin(['end']), aStage('end', [], { end: 'done', reason: true, reasons: [] })],
    ],
    ['a move that is there twice', 'stage-model.duplicate-move begin>end', [begin(['end', 'end']), end()]],
    [
      'a cancellation for technicians alone',
      'stage-model.nobody begin>gone',
      [
        begin(['end'], { to: [to('end'), { ...to('gone'), roles: ['technician'] }] }),
        end(),
        aStage('gone', [], { end: 'cancelled', permits: [] }),
      ],
    ],
    [
      'a sign-off that no stage permits',
      'stage-model.never-signed begin>end',
      [begin([], { to: [{ ...to('end'), guards: ['signed-off'] }] }), end()],
    ],
  ])('%s is a contradiction', (_, found, stages) => {
    const places = checkStageModel(aModel(...stages)).map((fault) => {
      const move = fault.to === undefined ? '' : `>${fault.to}`;
      return `${fault.code} ${String(fault.stage)}${move}`;
    });
    expect(places).toContain(found);
  });

  test('a stage names only reason codes that the set-up has in use', () => {
    const model = aModel(begin(['end']), aStage('end', [], { end: 'done', reason: true, reasons: ['why'] }));
    expect(checkStageModel(model, new Set(['why']))).toEqual([]);
    expect(checkStageModel(model, new Set(['other']))).toEqual([{ code: 'stage-model.reason-unknown', stage: 'end' }]);
  });

  test('the initial stage goes back to nothing', () => {
    expect(faults(begin(['end', PREVIOUS]), end())).toEqual([{ code: 'stage-model.previous', stage: 'begin' }]);
  });
});

describe('the moves of the default model', () => {
  test.each([
    [at('received'), ['planned', 'in-progress', 'waiting', 'cancelled']],
    [at('planned'), ['dispatched', 'in-progress', 'received', 'waiting', 'cancelled']],
    [at('dispatched'), ['in-progress', 'planned', 'waiting', 'cancelled']],
    [at('in-progress'), ['completed', 'planned', 'waiting']],
    [at('waiting', 'planned'), ['planned', 'cancelled']],
    [at('waiting', 'in-progress'), ['in-progress']],
    [at('completed'), ['in-progress']],
    [at('cancelled', 'dispatched'), ['dispatched']],
  ])('%j may go to %j', (position, expected) => {
    expect(targets(position)).toEqual(expected);
  });

  test.each([
    [at('received'), 'planned', false],
    [at('planned'), 'received', true],
    [at('dispatched'), 'planned', true],
    [at('in-progress'), 'planned', true],
    [at('completed'), 'in-progress', true],
    [at('received'), 'waiting', true],
    [at('received'), 'cancelled', true],
    [at('waiting', 'received'), 'received', false],
    [at('waiting', 'received'), 'cancelled', true],
    [at('cancelled', 'received'), 'received', false],
  ])('%j to %s asks for a reason: %s', (position, to, reason) => {
    expect(possibleMoves(model, position).find((each) => each.to === to)?.reason).toBe(reason);
  });

  test('waiting asks on whom and until when, going back asks nothing', () => {
    const into = possibleMoves(model, at('planned')).find(({ to }) => to === 'waiting');
    const back = possibleMoves(model, at('waiting', 'planned')).find(({ to }) => to === 'planned');
    expect(into?.requires).toEqual(['waitingFor', 'until']);
    expect(back).toMatchObject({ to: 'planned', reason: false, requires: [], back: true });
  });
});

describe('what a stage permits', () => {
  test.each([
    [at('received'), ['modify', 'cancel']],
    [at('planned'), ['modify', 'cancel', 'dispatch']],
    [at('in-progress'), ['modify']],
    [at('completed'), ['sign-off', 'post']],
    [at('cancelled', 'planned'), []],
    [at('waiting', 'planned'), ['modify', 'cancel', 'dispatch']],
    [at('waiting', 'in-progress'), ['modify']],
  ])('%j permits %j', (position, expected) => {
    expect(permitted(model, position)).toEqual(expected);
  });

  test('a waiting stage reached from a waiting stage inherits from the first that does not wait', () => {
    const nested = aModel(
      begin(['first', 'end']),
      aStage('first', [PREVIOUS, 'second'], { permits: PREVIOUS }),
      aStage('second', [PREVIOUS], { permits: PREVIOUS }),
      end(),
    );
    expect(permitted(nested, at('second', 'begin', 'first'))).toEqual(['modify', 'cancel']);
  });

  test('a waiting stage without a memory of where it came from permits nothing', () => {
    expect(permitted(model, at('waiting'))).toEqual([]);
    expect(targets(at('waiting'))).toEqual([]);
  });
});

function permitsOf(shape: { waits: boolean; inherits: boolean; end: string; mayCancel: boolean }): Stage['permits'] {
  if (shape.end === 'cancelled') return [];
  return shape.waits && shape.inherits ? PREVIOUS : shape.mayCancel ? ['modify', 'cancel'] : ['modify'];
}

/** Models of up to seven stages with any moves between them, some waiting, some ending. */
const anyModel = fc
  .array(
    fc.record({
      to: fc.uniqueArray(fc.nat(6), { maxLength: 4 }),
      waits: fc.boolean(),
      inherits: fc.boolean(),
      end: fc.constantFrom('none' as const, 'none' as const, 'done' as const, 'cancelled' as const),
      mayCancel: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((shapes) =>
    aModel(
      ...shapes.map((shape, index) => {
        const others = shape.to.map((to) => `s${to % shapes.length}`).filter((id) => id !== `s${index}`);
        const waits = shape.waits && index > 0;
        return aStage(`s${index}`, [...new Set([...(waits ? [PREVIOUS] : []), ...others])], {
          initial: index === 0,
          end: shape.end,
          permits: permitsOf({ ...shape, waits }),
        });
      }),
    ),
  );

describe('of any model that may be published', () => {
  const published = anyModel.filter((candidate) => checkStageModel(candidate).length === 0);
  const walks = fc.tuple(published, fc.array(fc.nat(20), { maxLength: 25 }));

  function walk(of: StageModel, steps: readonly number[]): readonly StagePosition[] {
    const visited: StagePosition[] = [at(initialStage(of).id)];
    for (const step of steps) {
      const here = visited.at(-1) ?? at(initialStage(of).id);
      const moves = possibleMoves(of, here);
      const chosen = moves[step % Math.max(1, moves.length)];
      if (chosen === undefined) break;
      visited.push(move(of, here, chosen));
    }
    return visited;
  }

  test('no sequence of moves leaves the model', () => {
    fc.assert(
      fc.property(walks, ([of, steps]) => {
        const known = new Set(of.stages.map(({ id }) => id));
        expect(walk(of, steps).every(({ stage }) => known.has(stage))).toBe(true);
      }),
    );
  });

  test('a move to a cancelling stage is offered only where cancelling is permitted', () => {
    fc.assert(
      fc.property(walks, ([of, steps]) => {
        for (const position of walk(of, steps)) {
          const cancels = possibleMoves(of, position).some(
            ({ to, back }) => !back && stageOf(of, to).end === 'cancelled',
          );
          if (cancels) expect(permitted(of, position)).toContain('cancel');
        }
      }),
    );
  });

  test('a stage that remembers where it was entered from can go back there', () => {
    fc.assert(
      fc.property(walks, ([of, steps]) => {
        const positions = walk(of, steps);
        for (const [index, here] of positions.entries()) {
          const before = positions[index - 1];
          if (before === undefined || here.cameFrom.length <= before.cameFrom.length) continue;
          expect(possibleMoves(of, here)).toContainEqual(expect.objectContaining({ to: before.stage, back: true }));
        }
      }),
    );
  });

  test('what is found of a model does not depend on the order of its stages', () => {
    fc.assert(
      fc.property(anyModel, (of) => {
        const sorted = (faulty: StageModel) =>
          checkStageModel(faulty)
            .map((fault) => JSON.stringify(fault))
            .toSorted();
        expect(sorted({ ...of, stages: of.stages.toReversed() })).toEqual(sorted(of));
      }),
    );
  });
});
