import { PREVIOUS, remembersOrigin, type Stage, type StageModel } from './stage-model.ts';

/** What is wrong with a stage model that someone wants to publish; `stage` is null when the whole is meant. */
export interface StageModelFault {
  readonly code:
    | 'stage-model.no-stage'
    | 'stage-model.initial'
    | 'stage-model.duplicate'
    | 'stage-model.unknown-target'
    | 'stage-model.unreachable'
    | 'stage-model.dead-end'
    | 'stage-model.previous';
  readonly stage: string | null;
}

/** The checks of publishing: one initial stage, all reachable, each can reach an end, no contradiction. */
export function checkStageModel(model: StageModel): readonly StageModelFault[] {
  if (model.stages.length === 0) return [{ code: 'stage-model.no-stage', stage: null }];
  const faults = [...namingFaults(model), ...model.stages.flatMap((stage) => contradictions(model, stage))];
  return faults.length > 0 ? faults : reachabilityFaults(model);
}

function namingFaults({ stages }: StageModel): StageModelFault[] {
  const faults: StageModelFault[] = [];
  if (stages.filter((stage) => stage.initial).length !== 1) faults.push({ code: 'stage-model.initial', stage: null });
  const seen = new Set<string>();
  for (const { id } of stages) {
    if (seen.has(id) || id === PREVIOUS) faults.push({ code: 'stage-model.duplicate', stage: id });
    seen.add(id);
  }
  return faults;
}

function contradictions(model: StageModel, stage: Stage): StageModelFault[] {
  const known = new Set([PREVIOUS, ...model.stages.map(({ id }) => id)]);
  const faults: StageModelFault[] = stage.to
    .filter((move) => !known.has(move.stage) || move.stage === stage.id)
    .map(() => ({ code: 'stage-model.unknown-target', stage: stage.id }));
  const inherits = stage.permits === PREVIOUS;
  if ((inherits && !remembersOrigin(stage)) || (stage.initial && remembersOrigin(stage)))
    faults.push({ code: 'stage-model.previous', stage: stage.id });
  return faults;
}

/** `previous` adds no way forward: a stage is reached by its name, and what it came from is reached already. */
function reachabilityFaults(model: StageModel): StageModelFault[] {
  const next = new Map(model.stages.map((stage) => [stage.id, stage.to.map((move) => move.stage)]));
  for (const stage of model.stages.filter(remembersOrigin)) {
    const origins = model.stages.filter((other) => other.to.some((move) => move.stage === stage.id));
    next.set(stage.id, [...(next.get(stage.id) ?? []), ...origins.map(({ id }) => id)]);
  }
  const reachable = closure(
    next,
    model.stages.filter((stage) => stage.initial).map(({ id }) => id),
  );
  const ends = new Set(model.stages.filter((stage) => stage.end !== 'none').map(({ id }) => id));
  return model.stages.flatMap(({ id }): StageModelFault[] => {
    if (!reachable.has(id)) return [{ code: 'stage-model.unreachable', stage: id }];
    const ahead = closure(next, [id]);
    return [...ends].some((end) => ahead.has(end)) ? [] : [{ code: 'stage-model.dead-end', stage: id }];
  });
}

function closure(next: ReadonlyMap<string, readonly string[]>, from: readonly string[]): Set<string> {
  const seen = new Set(from);
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const target of next.get(id) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return seen;
}
