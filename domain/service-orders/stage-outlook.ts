/** What moving the orders of a stage model to a newer version would come to, by the stages that they stand in. */
import type { Migrated, StandingOrder } from './stage-migration.ts';
import { kindOfStage, type StageKind, type StageMapping } from './stage-mapping.ts';
import { stageOf, type StageModel } from './stage-model.ts';

/** An order that was looked at, with the version that it stands in. */
export interface LookedAt {
  readonly order: Pick<StandingOrder, 'stage' | 'cameFrom'>;
  readonly from: StageModel;
  readonly moved: Migrated;
}

export interface StageOutlook {
  readonly stage: string;
  readonly stageName: string;
  readonly kind: StageKind;
  /** The newer version has no such stage. */
  readonly gone: boolean;
  /** Where its orders go: itself, or what the mapping says; null as long as it says nothing. */
  readonly to: string | null;
  readonly toName: string | null;
  /** Orders that stand in it, and how many of them can move. */
  readonly orders: number;
  readonly movable: number;
  /** Orders that wait elsewhere to come back to it; counted where it is gone. */
  readonly returning: number;
}

/** A row for each stage in which an order stands, and for each that is gone to which one would go back; those that are gone first. */
export function outlookOf(looked: readonly LookedAt[], to: StageModel, mapping: StageMapping): readonly StageOutlook[] {
  const rows = new Map<string, StageOutlook>();
  const count = (id: string, from: StageModel, more: (row: StageOutlook) => Partial<StageOutlook>) => {
    const row = rows.get(id) ?? emptyRow(id, from, to, mapping);
    rows.set(id, { ...row, ...more(row) });
  };
  for (const { order, from, moved } of looked) {
    count(order.stage, from, ({ orders, movable }) => ({ orders: orders + 1, movable: movable + (moved.ok ? 1 : 0) }));
    for (const origin of new Set(order.cameFrom))
      if (to.stages.every(({ id }) => id !== origin))
        count(origin, from, ({ returning }) => ({ returning: returning + 1 }));
  }
  return [...rows.values()].toSorted(
    (one, other) => Number(other.gone) - Number(one.gone) || one.stageName.localeCompare(other.stageName),
  );
}

function emptyRow(id: string, from: StageModel, to: StageModel, mapping: StageMapping): StageOutlook {
  const stage = stageOf(from, id);
  const kept = to.stages.find((each) => each.id === id);
  const target = kept ?? to.stages.find((each) => each.id === mapping[id]);
  return {
    ...{ stage: id, stageName: stage.name, kind: kindOfStage(stage), gone: kept === undefined },
    ...{ to: target?.id ?? null, toName: target?.name ?? null, orders: 0, movable: 0, returning: 0 },
  };
}
