/** Posts an order's lines in one step: their prices, their transactions and the invoice proposal, or nothing of it. */
import type { EffectAnswer, PostLinesInput } from '#contracts/workflows/effects.ts';
import type { Db } from '#db/connection.ts';
import { accept } from '#domain/shared/decision.ts';
import { doEffect } from './effect.ts';
import { freezePrices } from './price-order.ts';
import { proposeFrozen } from './propose-invoice.ts';

/** Refusals: those of `priceOrder` and of `proposeInvoice`. */
export function postLines(db: Db<'invoicing'>, input: PostLinesInput): Promise<EffectAnswer<'postLines'>> {
  return doEffect(db, 'postLines', input.key, async (t) => {
    const priced = await freezePrices(t, input);
    if (!priced.ok) return priced;
    const proposed = await proposeFrozen(t, { ...input, pricedUnder: input.key });
    return proposed.ok ? accept({ result: { ...priced.result, ...proposed.result } }) : proposed;
  });
}
