/** What orders ask of invoicing, as activities. A refusal is an answer; what is thrown is tried again by Temporal. */
import type { EffectActivities, EffectInput } from '#contracts/workflows/effects.ts';
import type { Db } from '#db/connection.ts';
import type { Clock } from '#platform/clock.ts';
import type { Logger } from '#platform/logging.ts';
import { postLines } from '#transactions/invoicing/post-lines.ts';
import { priceOrder, undoPriceOrder } from '#transactions/invoicing/price-order.ts';
import { proposeInvoice } from '#transactions/invoicing/propose-invoice.ts';
import { undoPosting } from '#transactions/invoicing/undo-propose-invoice.ts';

export type InvoicingActivities = EffectActivities<'invoicing'>;

/** The activities of the queue `invoicing`. */
export function createInvoicingActivities({
  db,
  clock,
  log,
}: {
  readonly db: Db<'invoicing'>;
  readonly clock: Clock;
  readonly log: Logger;
}): InvoicingActivities {
  const undo = async (effect: 'postLines' | 'proposeInvoice', input: EffectInput) => {
    const outcome = await undoPosting(db, effect, input, clock.now());
    if (outcome === 'invoiced') log.warn({ orderId: input.orderId }, 'A posting was not undone, its invoice stands');
  };
  return {
    postLines: (input) => postLines(db, input),
    undoPostLines: (input) => undo('postLines', input),
    priceOrder: (input) => priceOrder(db, input),
    undoPriceOrder: (input) => undoPriceOrder(db, input),
    proposeInvoice: (input) => proposeInvoice(db, input),
    undoProposeInvoice: (input) => undo('proposeInvoice', input),
  };
}
