/** Asks the owners of names and addresses for those that an invoice is about to freeze. */
import { customerRoutes } from '#contracts/http/customers.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';
import { ProblemError } from '#platform/http/problem.ts';
import type { PartiesSource } from './invoicing-context.ts';

/** The seller from the gateway's set-up, the bill-to customer from orders, both as the actor who issues the invoice. */
export function askParties(options: {
  readonly urls: { readonly gateway: string; readonly orders: string };
  readonly tokens: Tokens;
}): PartiesSource {
  const { urls, tokens } = options;
  return async (actor, billToCustomerId) => {
    const [company, customers] = await Promise.all([
      callService({ url: urls.gateway, contract: setupRoutes.getCompany, tokens, actor, request: {} }),
      callService({
        url: urls.orders,
        contract: customerRoutes.list,
        tokens,
        actor,
        request: { query: { ids: [billToCustomerId] } },
      }),
    ]);
    const customer = customers.body.items.find((each) => each.customerId === billToCustomerId);
    if (customer === undefined) throw new ProblemError('invoice-proposal.no-customer');
    const { name, address, taxNumber, bank, logoFileId = null } = company.body;
    return {
      seller: { name, address, taxNumber, bank, logoFileId },
      billTo: { number: customer.number, name: customer.name, address: customer.address },
      paymentTermDays: customer.paymentTermsDays,
    };
  };
}
