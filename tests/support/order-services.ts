/**
 * Inventory, dispatch and invoicing as one order sees them, by their own rules: each call is done once under its key, and never
 * after its compensation, which leaves a tombstone.
 */
import type { EffectAnswer } from '#domain/service-orders/commands.ts';
import type { ServiceOrder, WantedEffect } from '#domain/service-orders/order.ts';
import { issueParts, returnParts, type IssuedPart } from '#domain/inventory/issue.ts';
import {
  missingOf,
  serveWaiting,
  wantAsBefore,
  wantExactly,
  type PartsWanted,
  type Reservation,
} from '#domain/inventory/reservations.ts';

type Undo = () => void;

export interface Services {
  /** Does a call, or answers as it did the first time. */
  readonly call: (key: string, effect: WantedEffect, order: ServiceOrder) => EffectAnswer;
  /** Takes a call back; from then on it is refused. */
  readonly undo: (key: string) => void;
  /** New stock, which goes to whoever waits. */
  readonly receive: (quantity: number) => void;
  readonly claims: () => readonly Reservation[];
  readonly openVisits: () => readonly string[];
  /** Ends a visit as its technician does; false when there is none. */
  readonly finishVisit: (visitId: string) => boolean;
  /** What has left the stock and not come back. */
  readonly issued: () => number;
  readonly stockBalances: () => boolean;
}

const refusal = (code: string): EffectAnswer => ({ ok: false, code, params: {} });

/** @param received what is in stock at the beginning, of the one item that there is */
export function createServices(received: number): Services {
  const kept = new Map<string, { readonly answer: EffectAnswer; readonly undo: Undo }>();
  const gone = new Set<string>();
  const visits = new Map<string, 'planned' | 'ended'>();
  const books = { received, out: 0, claims: [] as readonly Reservation[], version: 0, setBy: '', places: 0 };
  const nextPlace = () => (books.places += 1);
  const free = () => books.received - books.out - books.claims.reduce((sum, { reserved }) => sum + reserved, 0);
  const settle = (claims: readonly Reservation[]) => {
    books.claims = claims;
    const served = new Map(serveWaiting(free(), claims).map((claim) => [claim.lineId, claim]));
    books.claims = claims.map((claim) => served.get(claim.lineId) ?? claim);
  };
  const done = (result: unknown, undo: Undo = () => undefined) => ({ answer: { ok: true, result } as const, undo });

  function reserve(key: string, lines: readonly PartsWanted[], version: number) {
    if (version < books.version) return { answer: refusal('inventory.stale-version'), undo: () => undefined };
    const before = books.claims;
    settle(wantExactly('order-1', before, lines, nextPlace));
    [books.version, books.setBy] = [version, key];
    const answered = lines.map(({ lineId }) => {
      const claim = books.claims.find((each) => each.lineId === lineId);
      return { lineId, reserved: claim?.reserved ?? 0, missing: claim ? missingOf(claim) : 0 };
    });
    return done({ lines: answered }, () => {
      if (books.setBy === key) settle(wantAsBefore(books.claims, before));
    });
  }

  function issue(lines: readonly PartsWanted[], all: boolean) {
    const plan = issueParts({ orderId: 'order-1', lines, all }, books.claims, { 'item-1': free() }, nextPlace);
    if (!plan.ok) return { answer: refusal('inventory.missing-stock'), undo: () => undefined };
    const taken = (parts: readonly IssuedPart[]) =>
      parts.reduce((sum, { fromFree, fromReserved }) => sum + fromFree + fromReserved, 0);
    books.out += taken(plan.parts);
    settle(plan.claims);
    return done({ lines: plan.lines }, () => {
      books.out -= taken(plan.parts);
      settle(returnParts(books.claims, plan.parts));
    });
  }

  function endVisits() {
    const open = [...visits].flatMap(([visitId, status]) => (status === 'planned' ? [visitId] : []));
    for (const visitId of open) visits.set(visitId, 'ended');
    return done({ visitIds: open }, () => open.forEach((visitId) => visits.set(visitId, 'planned')));
  }

  function perform(key: string, { name, input }: WantedEffect, order: ServiceOrder) {
    const lines = (input['lines'] ?? []) as readonly PartsWanted[];
    switch (name) {
      case 'setReservations':
        return reserve(key, lines, Number(input['orderVersion']));
      case 'issueParts':
        return issue(lines, input['all'] === true);
      case 'planVisit': {
        const visitId = String(input['visitId']);
        visits.set(visitId, 'planned');
        return done({ visitId, technicianNumber: 'T-1' }, () => visits.set(visitId, 'ended'));
      }
      case 'finishVisits':
      case 'cancelVisits':
        return endVisits();
      case 'postLines':
      case 'priceOrder':
      case 'proposeInvoice': {
        const posted = lines.map(({ lineId }) => ({ lineId, amountMinor: 100, costMinor: 60 }));
        const proposal = { proposalId: `proposal-${order.version}`, transactionIds: [] };
        return done({ currency: 'EUR', lines: posted, ...proposal });
      }
    }
  }

  return {
    call(key, effect, order) {
      if (gone.has(key)) return refusal('effect.undone');
      const known = kept.get(key) ?? perform(key, effect, order);
      kept.set(key, known);
      return known.answer;
    },
    undo(key) {
      if (!gone.has(key)) kept.get(key)?.undo();
      gone.add(key);
    },
    receive(quantity) {
      books.received += quantity;
      settle(books.claims);
    },
    claims: () => books.claims,
    openVisits: () => [...visits].flatMap(([visitId, status]) => (status === 'planned' ? [visitId] : [])),
    finishVisit: (visitId) => visits.get(visitId) === 'planned' && visits.set(visitId, 'ended') !== undefined,
    issued: () => books.out,
    stockBalances: () => free() >= 0 && books.out === books.claims.reduce((sum, claim) => sum + claim.issued, 0),
  };
}
