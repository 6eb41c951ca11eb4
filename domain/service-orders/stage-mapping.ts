/** Where orders go on whose stage a newer version of their stage model no longer has: said by stage, checked before it is used. */
import { remembersOrigin, stageOf, type Stage, type StageModel } from './stage-model.ts';

/** By the id of a stage that is gone: the stage of the newer version that its orders go to. */
export type StageMapping = Readonly<Record<string, string>>;

export const noMapping: StageMapping = {};

/** What a stage is for: one kind never stands in for another. */
export const stageKinds = ['working', 'waiting', 'done', 'cancelled'] as const;
export type StageKind = (typeof stageKinds)[number];

/** A stage that is no end, and that is left to where the order came from, waits. */
export function kindOfStage(stage: Stage): StageKind {
  if (stage.end !== 'none') return stage.end;
  return remembersOrigin(stage) ? 'waiting' : 'working';
}

/** The stages that may take the orders of one that is gone. */
export function standInsFor(gone: Stage, to: StageModel): readonly Stage[] {
  return to.stages.filter((stage) => kindOfStage(stage) === kindOfStage(gone));
}

export interface MappingFault {
  readonly code:
    'stage-migration.mapping-needless' | 'stage-migration.target-unknown' | 'stage-migration.target-differs';
  readonly params: Readonly<Record<string, string>>;
}

/**
 * What is wrong with a mapping, or null: each stage that it names is one of an older version and gone, and goes to one that there
 * is, of the same kind. `older` has the older versions, the newest first: of several that had a stage the newest counts.
 */
export function mappingFault(mapping: StageMapping, older: readonly StageModel[], to: StageModel): MappingFault | null {
  for (const [id, target] of Object.entries(mapping)) {
    const gone = older.flatMap(({ stages }) => stages).find((stage) => stage.id === id);
    if (gone === undefined || to.stages.some((stage) => stage.id === id))
      return { code: 'stage-migration.mapping-needless', params: { stage: gone?.name ?? id } };
    const found = to.stages.find((stage) => stage.id === target);
    if (found === undefined)
      return { code: 'stage-migration.target-unknown', params: { stage: gone.name, to: target } };
    if (kindOfStage(found) !== kindOfStage(gone)) return differs(gone, found);
  }
  return null;
}

/** The stage in which an order that stands or stood in one goes on: the same, or what the mapping says where it is gone. */
export function standIn(
  id: string,
  { from, to, mapping }: { readonly from: StageModel; readonly to: StageModel; readonly mapping: StageMapping },
): { readonly stage: Stage | null } | { readonly refusal: MappingFault } {
  const kept = to.stages.find((stage) => stage.id === id);
  if (kept) return { stage: kept };
  const stage = to.stages.find((each) => each.id === mapping[id]) ?? null;
  const before = stageOf(from, id);
  if (stage !== null && kindOfStage(stage) !== kindOfStage(before)) return { refusal: differs(before, stage) };
  return { stage };
}

function differs(gone: Stage, target: Stage): MappingFault {
  return { code: 'stage-migration.target-differs', params: { stage: gone.name, to: target.name } };
}
