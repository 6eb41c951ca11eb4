/** Orders under an agreement: whether there may be one, and what it takes from the agreement. */
import { lockAgreementForOrder } from '#db/queries/agreements.ts';
import type { Transaction } from '#db/transaction.ts';
import { orderUnder, type OrderUnderRefusalCode } from '#domain/agreements/use.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';

/** What an order says that its agreement may say for it. */
interface AskedOrder {
  readonly agreementId?: string | undefined;
  readonly customerId: string;
  readonly billToCustomerId?: string | undefined;
  readonly siteId?: string | null | undefined;
  readonly slaPolicyId?: string | null | undefined;
}

type UnderRefusalCode = OrderUnderRefusalCode | 'order.unknown-reference';

/**
 * The order as it was asked for; what it leaves open comes from its agreement, if it names one. The agreement stays as it is until
 * the transaction ends, so that it does not become a template meanwhile.
 */
export async function underAgreement<Asked extends AskedOrder>(
  t: Transaction<'orders'>,
  asked: Asked,
  day: string,
): Promise<Decision<{ readonly input: Asked }, UnderRefusalCode>> {
  const { agreementId, customerId } = asked;
  if (agreementId === undefined) return accept({ input: asked });
  const agreement = await lockAgreementForOrder(t, agreementId);
  if (agreement === undefined) {
    return refuse('order.unknown-reference', { params: { field: 'agreementId', value: agreementId } });
  }
  const decided = orderUnder(agreement, { customerId, day });
  if (!decided.ok) return decided;
  const { billToCustomerId, siteId, slaPolicyId } = decided.defaults;
  const open = {
    billToCustomerId: asked.billToCustomerId ?? billToCustomerId ?? undefined,
    siteId: asked.siteId === undefined ? siteId : asked.siteId,
    slaPolicyId: asked.slaPolicyId === undefined ? (slaPolicyId ?? undefined) : asked.slaPolicyId,
  };
  return accept({ input: { ...asked, ...open } });
}
