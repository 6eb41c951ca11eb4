/** Takes a posting back: each transaction gets its mirror, its lines may be posted again, the proposal is withdrawn. */
import { v7 as uuidv7 } from 'uuid';

import { invoicingEvents } from '#contracts/events/invoicing.ts';
import type { EffectInput } from '#contracts/workflows/effects.ts';
import type { Db } from '#db/connection.ts';
import { undoOnce } from '#db/effects.ts';
import { appendEvents, eventOf } from '#db/outbox.ts';
import type { NewEvent } from '#db/outbox.ts';
import {
  insertTransactions,
  lockPosting,
  lockProposal,
  markReversed,
  moveProposal,
  releaseLines,
  transactionsOf,
} from '#db/queries/invoicing-ledger.ts';
import type { StoredPosting, StoredProposal, StoredTransaction } from '#db/queries/invoicing-ledger.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { withdrawProposal } from '#domain/invoicing/proposal.ts';
import { negateMoney } from '#domain/shared/money.ts';
import { subtractQuantity } from '#domain/shared/quantity.ts';
import { effectActor } from './effect.ts';

/** `reversed`: taken back · `nothing`: there was nothing, or it was taken back before · `invoiced`: an invoice stands, so all stands. */
export type ReversalOutcome = 'reversed' | 'nothing' | 'invoiced';

/** Undoes what one of these effects made under the key, and leaves its tombstone. */
export function undoPosting(
  db: Db<'invoicing'>,
  effect: 'postLines' | 'proposeInvoice',
  { key }: EffectInput,
  now: string,
): Promise<ReversalOutcome> {
  return transaction(db, effectActor, async (t) => {
    let outcome: ReversalOutcome = 'nothing';
    await undoOnce(t, key, effect, async () => {
      const posting = await lockPosting(t, key);
      if (posting !== undefined && posting.state === 'recorded') outcome = await reverse(t, posting, now);
    });
    return outcome;
  });
}

async function reverse(t: Transaction<'invoicing'>, posting: StoredPosting, now: string): Promise<ReversalOutcome> {
  const proposal = await lockProposal(t, { postingId: posting.id });
  const events: NewEvent[] = [];
  if (proposal !== undefined) {
    const decision = withdrawProposal(proposal.state);
    if (!decision.ok) return 'invoiced';
    const version = proposal.version + 1;
    await moveProposal(t, proposal.id, { state: decision.state, version, invoiceId: null });
    events.push(proposalWithdrawn(proposal, version, now));
  }
  const transactions = await transactionsOf(t, posting.id);
  const mirrors = transactions.map((each) => mirrorOf(each, now));
  await insertTransactions(t, mirrors);
  await releaseLines(
    t,
    transactions.map((each) => each.id),
  );
  const version = posting.version + 1;
  await markReversed(t, posting, version);
  events.push(postingReversed(posting, mirrors, { version, now }));
  await appendEvents(t, events);
  return 'reversed';
}

function mirrorOf(of: StoredTransaction, now: string): StoredTransaction {
  const negate = (minor: number) => negateMoney({ amount: minor, currency: of.currency }).amount;
  return {
    ...of,
    id: uuidv7(),
    reverses: of.id,
    quantity: subtractQuantity(0, of.quantity),
    amountMinor: negate(of.amountMinor),
    costMinor: negate(of.costMinor),
    coveredMinor: negate(of.coveredMinor),
    coveredQuantity: subtractQuantity(0, of.coveredQuantity),
    postedAt: now,
  };
}

function proposalWithdrawn({ id, companyId, orderId }: StoredProposal, version: number, now: string): NewEvent {
  return eventOf(invoicingEvents.proposalWithdrawn, {
    aggregateId: id,
    version,
    companyId,
    customerId: null,
    occurredAt: now,
    data: { proposalId: id, orderId },
  });
}

function postingReversed(
  { id, companyId, orderId, currency }: StoredPosting,
  mirrors: readonly StoredTransaction[],
  { version, now }: { readonly version: number; readonly now: string },
): NewEvent {
  const lines = mirrors.flatMap(({ id: transactionId, lineId, amountMinor, costMinor, reverses }) =>
    reverses === null ? [] : [{ transactionId, lineId, amountMinor, costMinor, reverses }],
  );
  return eventOf(invoicingEvents.postingReversed, {
    aggregateId: id,
    version,
    companyId,
    customerId: null,
    occurredAt: now,
    data: { orderId, currency, lines },
  });
}
