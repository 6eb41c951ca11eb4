/** The life of a visit: a table of what may follow what, and one function that decides every command on it. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import { later, type Instant } from '../shared/instant.ts';
import { checkSlot, type BookedSlot, type Slot, type SlotRefusal } from './slot.ts';

export const visitStatuses = ['planned', 'travelling', 'working', 'paused', 'finished', 'cancelled'] as const;
export type VisitStatus = (typeof visitStatuses)[number];

export const openVisitStatuses = [
  'planned',
  'travelling',
  'working',
  'paused',
] as const satisfies readonly VisitStatus[];

export const timeKinds = ['travel', 'work'] as const;
export type TimeKind = (typeof timeKinds)[number];

/** A stretch of travel or work of one technician; `endedAt` is null while it runs. */
export interface RecordedTime {
  readonly kind: TimeKind;
  readonly technicianId: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

export interface Visit extends Slot {
  readonly visitId: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly customerId: string;
  readonly status: VisitStatus;
  /** Counts the visit's events from 1. */
  readonly version: number;
  /** The reason why it was planned over another visit; null when it overlaps none. */
  readonly overlapReasonCode: string | null;
  readonly cancelReasonCode: string | null;
  /** The instant of its last event: nothing happens before it. */
  readonly lastAt: Instant;
  readonly times: readonly RecordedTime[];
}

/** What each command does: the statuses it may start from, the one it leads to, and the time that runs from then on. */
export const visitSteps = {
  'start-travel': { from: ['planned', 'paused'], to: 'travelling', runs: 'travel', fact: 'travel-started' },
  'start-work': { from: ['planned', 'travelling', 'paused'], to: 'working', runs: 'work', fact: 'work-started' },
  pause: { from: ['travelling', 'working'], to: 'paused', runs: null, fact: 'paused' },
  finish: { from: openVisitStatuses, to: 'finished', runs: null, fact: 'finished' },
  cancel: { from: openVisitStatuses, to: 'cancelled', runs: null, fact: 'cancelled' },
} as const satisfies Record<string, VisitStep>;

interface VisitStep {
  readonly from: readonly VisitStatus[];
  readonly to: VisitStatus;
  readonly runs: TimeKind | null;
  readonly fact: VisitFact;
}

export type VisitStepName = keyof typeof visitSteps;

export type VisitFact =
  'planned' | 'moved' | 'travel-started' | 'work-started' | 'paused' | 'finished' | 'cancelled' | 'reopened';

export type VisitCommand =
  | { readonly name: Exclude<VisitStepName, 'cancel'> }
  | { readonly name: 'cancel'; readonly reasonCode: string }
  | { readonly name: 'move'; readonly slot: Slot; readonly overlapReasonCode: string | null };

export type VisitRefusal = 'dispatch.visit-status' | SlotRefusal;

/** The visit as it is afterwards, and what happened to it. */
export type VisitDecision = Decision<{ visit: Visit; fact: VisitFact }, VisitRefusal>;

/** True while something may still happen on the visit. */
export function isOpenVisit(status: VisitStatus): boolean {
  return status !== 'finished' && status !== 'cancelled';
}

/**
 * Plans a visit. `others` are the technician's open visits, read under the technician's lock.
 * Refused with `dispatch.slot-invalid`, or `dispatch.overlap` unless a reason was given.
 */
export function planVisit(
  wish: Pick<Visit, 'visitId' | 'orderId' | 'orderNumber' | 'customerId' | 'overlapReasonCode'> & Slot,
  others: readonly BookedSlot[],
  now: Instant,
): VisitDecision {
  const slot = checkSlot(wish, wish.overlapReasonCode, others);
  if (!slot.ok) return slot;
  const overlapReasonCode = slot.overlaps ? wish.overlapReasonCode : null;
  const started = { status: 'planned', version: 1, cancelReasonCode: null, lastAt: now, times: [] } as const;
  return accept({ visit: { ...wish, ...started, overlapReasonCode }, fact: 'planned' as const });
}

/**
 * Decides a command on a visit at an instant; one that lies before the visit's last event counts as that event's
 * instant. `others` are the open visits of the technician that a move leads to, other commands need none.
 * Refused with `dispatch.visit-status` and the commands allowed instead, or as in `planVisit`.
 */
export function decideVisit(
  visit: Visit,
  command: VisitCommand,
  others: readonly BookedSlot[],
  now: Instant,
): VisitDecision {
  if (!allowedVisitCommands(visit.status).includes(command.name)) {
    return refuse('dispatch.visit-status', {
      params: { command: command.name, status: visit.status },
      allowed: allowedVisitCommands(visit.status),
    });
  }
  const at = later(now, visit.lastAt);
  if (command.name === 'move') return move(visit, command, others, at);
  const { to, runs, fact } = visitSteps[command.name];
  const times = [...stopped(visit.times, at), ...running(visit, runs, at)];
  const cancelReasonCode = command.name === 'cancel' ? command.reasonCode : null;
  return accept({
    visit: { ...visit, status: to, times, cancelReasonCode, lastAt: at, version: visit.version + 1 },
    fact,
  });
}

/** The commands that a visit of this status takes. Only a visit that has not begun can be moved. */
export function allowedVisitCommands(status: VisitStatus): readonly VisitCommand['name'][] {
  const names = Object.keys(visitSteps).filter(isStepName);
  const steps = names.filter((name) => visitSteps[name].from.some((from) => from === status));
  return status === 'planned' ? ['move', ...steps] : steps;
}

/**
 * Takes a finish or a cancellation back, as its compensation does: status and running time are again those of before.
 * It never refuses. Over another visit that took the slot in the meantime it stands with the reason `undone`.
 */
export function reopenVisit(visit: Visit, before: BeforeEnd, others: readonly BookedSlot[], now: Instant): Visit {
  const at = later(now, visit.lastAt);
  const resumed = visit.times.map((time) =>
    before.runningSince !== null && time.startedAt === before.runningSince && time.endedAt === before.endedAt
      ? { ...time, endedAt: null }
      : time,
  );
  const overlapReasonCode = checkSlot(visit, visit.overlapReasonCode, others).ok ? visit.overlapReasonCode : 'undone';
  const status = before.status;
  return {
    ...visit,
    status,
    times: resumed,
    cancelReasonCode: null,
    overlapReasonCode,
    lastAt: at,
    version: visit.version + 1,
  };
}

/** What a compensation must know of a visit before it ended: its status, and the time that ran until `endedAt`. */
export interface BeforeEnd {
  readonly status: VisitStatus;
  readonly runningSince: Instant | null;
  readonly endedAt: Instant;
}

/** The memory that `reopenVisit` needs, taken from the visit before and after its end. */
export function beforeEnd(before: Visit, after: Visit): BeforeEnd {
  const runs = before.times.find((time) => time.endedAt === null);
  return { status: before.status, runningSince: runs?.startedAt ?? null, endedAt: after.lastAt };
}

function move(
  visit: Visit,
  command: Extract<VisitCommand, { name: 'move' }>,
  others: readonly BookedSlot[],
  at: Instant,
): VisitDecision {
  const rest = others.filter((other) => other.visitId !== visit.visitId);
  const slot = checkSlot(command.slot, command.overlapReasonCode, rest);
  if (!slot.ok) return slot;
  const overlapReasonCode = slot.overlaps ? command.overlapReasonCode : null;
  return accept({
    visit: { ...visit, ...command.slot, overlapReasonCode, lastAt: at, version: visit.version + 1 },
    fact: 'moved' as const,
  });
}

function stopped(times: readonly RecordedTime[], at: Instant): readonly RecordedTime[] {
  return times.map((time) => (time.endedAt === null ? { ...time, endedAt: at } : time));
}

function running(visit: Visit, kind: TimeKind | null, startedAt: Instant): readonly RecordedTime[] {
  return kind === null ? [] : [{ kind, technicianId: visit.technicianId, startedAt, endedAt: null }];
}

function isStepName(name: string): name is VisitStepName {
  return Object.hasOwn(visitSteps, name);
}
