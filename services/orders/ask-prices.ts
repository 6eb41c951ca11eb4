/** Asks invoicing what lines cost by the price lists of a day. */
import { quoteLimit, quoteRoutes } from '#contracts/http/invoicing-quotes.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { AgreementLine } from '#domain/agreements/agreement.ts';
import type { LineToPrice } from '#domain/invoicing/pricing.ts';
import type { Money } from '#domain/shared/money.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';

/** The net prices of lines on their days, by their ids; a line without one is left out. */
export type LinePricesOf = (lines: readonly LineToPrice[]) => Promise<ReadonlyMap<string, Money>>;

/** The net prices of lines on a day, by their ids; a line without one is left out. */
export type PricesOf = (lines: readonly AgreementLine[], day: string) => Promise<ReadonlyMap<string, Money>>;

interface Asking {
  readonly url: string;
  readonly tokens: Tokens;
}

/** Each line is asked for by itself, so that one without a price leaves the others theirs. */
export function askLinePrices(options: Asking): LinePricesOf {
  return async (lines) => {
    const prices = new Map<string, Money>();
    for (let start = 0; start < lines.length; start += quoteLimit) {
      const orders = lines.slice(start, start + quoteLimit).map(({ agreed: _, ...line }) => {
        return { orderId: line.lineId, lines: [line] };
      });
      const { body } = await callService({
        ...{ ...options, contract: quoteRoutes.quote, actor: serviceActor('orders') },
        request: { body: { orders } },
      });
      for (const { orderId, net } of body.items) if (net !== null) prices.set(orderId, net);
    }
    return prices;
  };
}

/** The same for lines of an agreement, on one day. */
export function askPrices(options: Asking): PricesOf {
  const ask = askLinePrices(options);
  return (lines, workDate) =>
    ask(
      lines.map(({ lineId, type, category, itemId, technicianId, quantity }) => {
        return { lineId, type, category, itemId, technicianId, quantity, chargeable: true, workDate };
      }),
    );
}
