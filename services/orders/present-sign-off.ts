/** An order's acceptance as its readers see it: who gave it, what was signed, and what has changed since. */
import type { ServiceOrder as WireOrder } from '#contracts/http/service-order-schemas.ts';
import type { Db } from '#db/connection.ts';
import { findSignedDocument, lineWords } from '#db/queries/service-orders-signed.ts';
import type { OrderRow } from '#db/queries/service-orders.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { compareInstants } from '#domain/shared/instant.ts';
import { changedSinceSigning } from '#domain/service-orders/signed-document.ts';

/** Null for an order that nobody has accepted. */
export async function presentSignOff(
  db: Db<'orders'>,
  { signedBy }: Pick<OrderRow, 'signedBy'>,
  order: ServiceOrder,
): Promise<WireOrder['signOff']> {
  const { signOff, id } = order;
  if (signOff === null) return null;
  const { signedAt, signatureFileId, noSignatureReasonCode } = signOff;
  const { documentSha256 = null, slaReasonCode = null, compliancePercent = null } = signOff;
  // What was accepted after the order stands in a document of its own.
  const lines = order.lines.filter((line) => line.signedAt === null || compareInstants(line.signedAt, signedAt) <= 0);
  const document = documentSha256 === null ? null : await findSignedDocument(db, id, documentSha256);
  const changed = document === null ? [] : changedSinceSigning(document, { lines }, await lineWords(db, id));
  return {
    ...{ signedAt, signatureFileId, noSignatureReasonCode, signedBy: signedBy ?? '' },
    ...{ documentSha256, slaReasonCode, compliancePercent, changedLines: [...changed] },
  };
}
