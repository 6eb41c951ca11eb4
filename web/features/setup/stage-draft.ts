/** A stage while somebody changes it, and the stages of a model after the change. */
import type { Role } from '#domain/identity/rights.ts';
import {
  PREVIOUS,
  type Permission,
  type SlaEffect,
  type Stage,
  type StageAutomation,
  type StageField,
  type StageGuard,
  type StageMove,
  type StageReader,
} from '#domain/service-orders/stage-model.ts';

export const places = ['initial', 'middle', 'done', 'cancelled'] as const;
export type Place = (typeof places)[number];

export interface MoveDraft {
  readonly id: number;
  readonly stage: string;
  readonly reason: boolean;
  readonly guards: readonly StageGuard[];
  readonly roles: readonly Role[];
}

export interface StageDraft {
  readonly name: string;
  readonly id: string;
  readonly place: Place;
  readonly goesBack: boolean;
  readonly inherits: boolean;
  readonly permits: readonly Permission[];
  readonly resolveClock: SlaEffect | 'none';
  readonly respondClock: SlaEffect | 'none';
  readonly arriveClock: SlaEffect | 'none';
  readonly asks: readonly ('reason' | 'waitingFor' | 'until')[];
  readonly fields: readonly StageField[];
  readonly reasons: readonly string[];
  readonly onEntry: readonly StageAutomation[];
  readonly notify: readonly StageReader[];
  readonly moves: readonly MoveDraft[];
  /** Ids of the stages from which an order gets here. */
  readonly origins: readonly string[];
}

/** The draft of a stage, or of a new one that waits for nothing yet. */
export function stageDraft(stage: Stage | null, stages: readonly Stage[]): StageDraft {
  if (stage === null)
    return {
      ...{ name: '', id: '', place: 'middle', goesBack: false, inherits: false, permits: ['modify', 'cancel'] },
      ...{
        resolveClock: 'none',
        respondClock: 'none',
        arriveClock: 'none',
        asks: [],
        fields: [],
        reasons: [],
        onEntry: [],
        notify: [],
        moves: [],
        origins: [],
      },
    };
  const { name, id, permits, sla, reason, requires, fields = [], reasons = [], onEntry, notify = [], to } = stage;
  return {
    ...{ name, id, place: placeOf(stage), fields, reasons, onEntry, notify },
    goesBack: to.some((move) => move.stage === PREVIOUS),
    inherits: permits === PREVIOUS,
    permits: permits === PREVIOUS ? [] : permits,
    ...{ resolveClock: sla.resolve ?? 'none', respondClock: sla.respond ?? 'none', arriveClock: sla.arrive ?? 'none' },
    asks: [...(reason ? (['reason'] as const) : []), ...requires],
    moves: to
      .filter((move) => move.stage !== PREVIOUS)
      .map(({ guards = [], roles = [], ...move }, index) => ({ ...move, guards, roles, id: index })),
    origins: stages.filter((other) => other.to.some((move) => move.stage === id)).map((other) => other.id),
  };
}

function placeOf({ initial, end }: Stage): Place {
  if (initial) return 'initial';
  return end === 'none' ? 'middle' : end;
}

/** `Waiting for permit` is `waiting-for-permit`. */
export function idOf(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** The model's stages with the one that was changed, or a new one at the end; moves into it follow where orders come from. */
export function withStage(stages: readonly Stage[], draft: StageDraft, before: Stage | null): readonly Stage[] {
  const stage = stageOf(draft, before);
  const others = stages
    .filter(({ id }) => id !== before?.id)
    .map((other) => withMoveTo(other, stage.id, draft.origins));
  const place = before === null ? others.length : stages.findIndex(({ id }) => id === before.id);
  return [...others.slice(0, place), stage, ...others.slice(place)];
}

/** The model's stages without one, and without the moves into it. */
export function withoutStage(stages: readonly Stage[], id: string): readonly Stage[] {
  return stages.filter((stage) => stage.id !== id).map((other) => withMoveTo(other, id, []));
}

function withMoveTo(other: Stage, id: string, origins: readonly string[]): Stage {
  const has = other.to.some((move) => move.stage === id);
  if (origins.includes(other.id)) return has ? other : { ...other, to: [...other.to, { stage: id, reason: false }] };
  return has ? { ...other, to: other.to.filter((move) => move.stage !== id) } : other;
}

/** A target that the stage says nothing of is left out, but for the one to resolve. */
function effectsOf({ resolveClock, respondClock, arriveClock }: StageDraft): Stage['sla'] {
  return {
    resolve: resolveClock === 'none' ? null : resolveClock,
    ...(respondClock === 'none' ? {} : { respond: respondClock }),
    ...(arriveClock === 'none' ? {} : { arrive: arriveClock }),
  };
}

function stageOf(draft: StageDraft, before: Stage | null): Stage {
  const { place, asks, fields, reasons, notify, onEntry } = draft;
  const back = before?.to.find((move) => move.stage === PREVIOUS) ?? { stage: PREVIOUS, reason: false };
  return {
    ...{ id: before?.id ?? draft.id, name: draft.name.trim(), initial: place === 'initial' },
    end: place === 'done' || place === 'cancelled' ? place : 'none',
    to: [...(draft.goesBack ? [back] : []), ...draft.moves.map(moveOf)],
    permits: draft.inherits ? PREVIOUS : draft.permits,
    reason: asks.includes('reason'),
    requires: asks.filter((each) => each !== 'reason'),
    sla: effectsOf(draft),
    onEntry,
    ...(fields.length === 0 ? {} : { fields }),
    ...(reasons.length === 0 ? {} : { reasons }),
    ...(notify.length === 0 ? {} : { notify }),
  };
}

/** What is not asked for is left out, as in versions that were published before it could be. */
function moveOf({ stage, reason, guards, roles }: MoveDraft): StageMove {
  return {
    ...{ stage, reason },
    ...(guards.length === 0 ? {} : { guards }),
    ...(roles.length === 0 ? {} : { roles }),
  };
}
