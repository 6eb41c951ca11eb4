/**
 * What an order asks other services for, as the activities of their queues: inputs and results carry ids, codes,
 * quantities, amounts and instants only. Each has a compensation of the same name behind `undo`.
 *
 * A refusal is an answer (`ok: false`), never a failure: what fails is the world, and is tried again until the
 * command's budget is over.
 */
import type { AppliedRule } from '#domain/agreements/coverage.ts';
import type { Refusal } from '#domain/shared/decision.ts';
import type { TaskQueue } from './ids.ts';

/** Every effect's input carries the key under which its service locks it, and the order. */
export interface EffectInput {
  readonly key: string;
  readonly orderId: string;
}

export interface PartsWanted {
  readonly lineId: string;
  readonly itemId: string;
  /** The line's whole quantity in the item's unit, what was issued before included; at most three places. */
  readonly quantity: number;
}

/** The whole set that the order wants reserved; an older order version than the last one seen is refused. */
export interface SetReservationsInput extends EffectInput {
  readonly orderVersion: number;
  readonly lines: readonly PartsWanted[];
}
export interface SetReservationsResult {
  readonly lines: readonly { readonly lineId: string; readonly reserved: number; readonly missing: number }[];
}

export interface IssuePartsInput extends EffectInput {
  readonly orderVersion: number;
  readonly lines: readonly PartsWanted[];
  /** Refuse with `inventory.missing-stock` unless every line can be issued in full; else issue what is there. */
  readonly all: boolean;
}
export interface IssuePartsResult {
  readonly lines: readonly { readonly lineId: string; readonly issued: number; readonly missing: number }[];
}

export interface PlanVisitInput extends EffectInput {
  readonly customerId: string;
  /** What people read on the board, and in the refusal of a visit that would overlap this one. */
  readonly orderNumber: string;
  readonly visitId: string;
  readonly technicianId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** IANA zone of the appointment. */
  readonly timeZone: string;
  /** Set when someone chose to plan in spite of an overlap. */
  readonly overlapReasonCode: string | null;
}
export interface PlanVisitResult {
  readonly visitId: string;
  /** What operators know the technician by. */
  readonly technicianNumber?: string;
}

/** All visits of the order that are not finished or cancelled. */
export interface OpenVisitsInput extends EffectInput {
  readonly at: string;
}
export interface OpenVisitsResult {
  readonly visitIds: readonly string[];
}

export interface BillableLine {
  readonly lineId: string;
  readonly type: 'hour' | 'expense' | 'item' | 'fee';
  readonly category: string;
  readonly itemId: string | null;
  readonly technicianId: string | null;
  readonly quantity: number;
  readonly chargeable: boolean;
  /** The day whose prices hold. */
  readonly workDate: string;
  /** What the customer approved in a quote, which holds instead of the list; absent without one. */
  readonly agreed?: { readonly quantity: number; readonly amountMinor: number } | undefined;
}

export interface PriceOrderInput extends EffectInput {
  readonly lines: readonly BillableLine[];
  /** So much is left for these lines together; refused with `order.limit-exceeded` beyond it. Absent without a limit. */
  readonly limit?: { readonly leftMinor: number; readonly lineIds: readonly string[] } | undefined;
  /** The rules of the order's agreement by which its lines are charged; absent without any. */
  readonly coverage?: readonly AppliedRule[];
}
export interface PricedLine {
  readonly lineId: string;
  /** Net sales amount and cost of the line in minor units of the result's currency. */
  readonly amountMinor: number;
  readonly costMinor: number;
  /** What the agreement paid of the price; absent where it paid nothing. */
  readonly coveredMinor?: number;
}
export interface PriceOrderResult {
  readonly currency: string;
  readonly lines: readonly PricedLine[];
}

export interface ProposeInvoiceInput extends EffectInput {
  readonly companyId: string;
  readonly orderNumber: string;
  readonly customerId: string;
  readonly billToCustomerId: string;
  readonly customerOrderNumber: string | null;
  /** The key under which the lines were priced. */
  readonly pricedUnder: string;
  readonly postedAt: string;
}
export interface ProposeInvoiceResult {
  /** Null when nothing on the order is billable. */
  readonly proposalId: string | null;
  readonly transactionIds: readonly string[];
}

/** Prices and posts in one step: what `priceOrder` and `proposeInvoice` do one after the other, or nothing of it. */
export interface PostLinesInput extends PriceOrderInput, Omit<ProposeInvoiceInput, 'pricedUnder'> {}
export interface PostLinesResult extends PriceOrderResult, ProposeInvoiceResult {}

export interface Effects {
  setReservations: { input: SetReservationsInput; result: SetReservationsResult };
  issueParts: { input: IssuePartsInput; result: IssuePartsResult };
  planVisit: { input: PlanVisitInput; result: PlanVisitResult };
  finishVisits: { input: OpenVisitsInput; result: OpenVisitsResult };
  cancelVisits: { input: OpenVisitsInput; result: OpenVisitsResult };
  postLines: { input: PostLinesInput; result: PostLinesResult };
  /** These two are what posting asked for before `postLines`; a command that began then still ends with them. */
  priceOrder: { input: PriceOrderInput; result: PriceOrderResult };
  proposeInvoice: { input: ProposeInvoiceInput; result: ProposeInvoiceResult };
}
export type EffectName = keyof Effects;

export const effectQueues = {
  setReservations: 'inventory',
  issueParts: 'inventory',
  planVisit: 'dispatch',
  finishVisits: 'dispatch',
  cancelVisits: 'dispatch',
  postLines: 'invoicing',
  priceOrder: 'invoicing',
  proposeInvoice: 'invoicing',
} as const satisfies Record<EffectName, TaskQueue>;

/** The answer of a service that says no, with a code of the catalogue of problems. */
export interface RefusedEffect {
  readonly ok: false;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What an effect's activity answers. */
export type EffectAnswer<Name extends EffectName = EffectName> =
  { readonly ok: true; readonly result: Effects[Name]['result'] } | RefusedEffect;

/** A rule's refusal as the answer of an effect. */
export function refusedEffect({ code, params = {} }: Refusal): RefusedEffect {
  return { ok: false, code, params };
}

/** The activities of a service: its effects, and for each the compensation, which is harmless if there is nothing to undo. */
export type EffectActivities<Queue extends TaskQueue> = {
  [Name in EffectName as (typeof effectQueues)[Name] extends Queue ? Name : never]: (
    input: Effects[Name]['input'],
  ) => Promise<EffectAnswer<Name>>;
} & {
  [Name in EffectName as (typeof effectQueues)[Name] extends Queue ? `undo${Capitalize<Name>}` : never]: (
    input: EffectInput,
  ) => Promise<void>;
};
