/** Orders under an agreement: whether there may be one, and what it takes from the agreement. */
import { lockAgreementForOrder, type AgreementRow } from '#db/queries/agreements.ts';
import { isStaff } from '#db/queries/requests-cases.ts';
import type { Transaction } from '#db/transaction.ts';
import { orderUnder, type OrderUnderRefusalCode } from '#domain/agreements/use.ts';
import {
  linesFromAgreement,
  relationsOf,
  type Copied,
  type FromAgreementRefusalCode,
} from '#domain/service-orders/copied-lines.ts';
import { dayOfVisit } from '#domain/service-orders/preferred-time.ts';
import { noRelations } from '#domain/service-orders/relations.ts';
import { accept, refuse, type Decision } from '#domain/shared/decision.ts';

/** What an order says that its agreement may say for it. */
interface AskedOrder {
  readonly agreementId?: string | undefined;
  /** Lines of the typical visit that it takes: all of them, or the ticked ones; none when absent. */
  readonly agreementLines?: 'all' | readonly string[] | undefined;
  readonly customerId: string;
  readonly billToCustomerId?: string | undefined;
  readonly siteId?: string | null | undefined;
  readonly slaPolicyId?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly preferredTechnicianId?: string | null | undefined;
  readonly responsibleId?: string | null | undefined;
  readonly preferred?: { readonly date: string } | null | undefined;
}

type UnderRefusalCode =
  OrderUnderRefusalCode | FromAgreementRefusalCode | 'order.unknown-reference' | 'order.agreement-missing';
type Under<Asked> = Decision<{ readonly input: Asked; readonly taken: Copied }, UnderRefusalCode>;

/**
 * The order as it was asked for; what it leaves open comes from its agreement, if it names one, whose objects and tasks are its
 * own too. The agreement stays as it is until the transaction ends, so that it does not become a template meanwhile.
 */
export async function underAgreement<Asked extends AskedOrder>(
  t: Transaction<'orders'>,
  asked: Asked,
  day: string,
): Promise<Under<Asked>> {
  const { agreementId, agreementLines } = asked;
  if (agreementId === undefined) {
    return agreementLines === undefined
      ? accept({ input: asked, taken: { lines: [], relations: noRelations } })
      : refuse('order.agreement-missing');
  }
  const agreement = await lockAgreementForOrder(t, agreementId);
  if (agreement === undefined) {
    return refuse('order.unknown-reference', { params: { field: 'agreementId', value: agreementId } });
  }
  const { responsibleId } = agreement;
  const answers = asked.responsibleId === undefined && responsibleId !== null && (await isStaff(t, responsibleId));
  return takenFrom({ ...agreement, responsibleId: answers ? responsibleId : null }, asked, day);
}

function takenFrom<Asked extends AskedOrder>(agreement: AgreementRow, asked: Asked, day: string): Under<Asked> {
  const { customerId, agreementLines } = asked;
  const decided = orderUnder(agreement, { customerId, day });
  if (!decided.ok) return decided;
  const { billToCustomerId, siteId, slaPolicyId, name, preferredTechnicianId, responsibleId } = decided.defaults;
  const open = {
    billToCustomerId: asked.billToCustomerId ?? billToCustomerId ?? undefined,
    siteId: asked.siteId === undefined ? siteId : asked.siteId,
    slaPolicyId: asked.slaPolicyId === undefined ? (slaPolicyId ?? undefined) : asked.slaPolicyId,
    description: asked.description === undefined ? name : asked.description,
    preferredTechnicianId:
      asked.preferredTechnicianId === undefined ? preferredTechnicianId : asked.preferredTechnicianId,
    responsibleId: asked.responsibleId === undefined ? responsibleId : asked.responsibleId,
  };
  const input = { ...asked, ...open };
  const relations = relationsOf(agreement);
  if (agreementLines === undefined) return accept({ input, taken: { lines: [], relations } });
  const visitDay = dayOfVisit(asked.preferred, day);
  const order = { customerId, agreementId: agreement.agreementId, day: visitDay, relations };
  const lineIds = agreementLines === 'all' ? null : agreementLines;
  const taken = linesFromAgreement(agreement, order, { lineIds, withRelations: true });
  return taken.ok ? accept({ input, taken: { lines: taken.copied.lines, relations } }) : taken;
}
