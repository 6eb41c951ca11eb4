/** An order's acceptances as their readers see them: who gave them, what was signed, and what has changed since. */
import type { ServiceOrder as WireOrder } from '#contracts/http/service-order-schemas.ts';
import type { Db } from '#db/connection.ts';
import { findSignedDocument, lineWords, signersOf } from '#db/queries/service-orders-signed.ts';
import type { OrderRow } from '#db/queries/service-orders.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { isSignOffOf } from '#domain/service-orders/sign-offs.ts';
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

/** Every acceptance that was given, those that were taken back too. */
export async function presentSignOffs(
  db: Db<'orders'>,
  { signedBy }: Pick<OrderRow, 'signedBy'>,
  order: ServiceOrder,
): Promise<WireOrder['signOffs']> {
  if (order.signOffs.length === 0) return [];
  const signers = await signersOf(db, order.id);
  const numbers = new Map(order.lines.map(({ lineId, lineNumber }) => [lineId, lineNumber]));
  return order.signOffs.map((each) => {
    const { lineIds, ...given } = each;
    return {
      ...given,
      signedBy: signers.get(given.version) ?? (isSignOffOf(order, each) ? signedBy : null),
      lines: lineIds.flatMap((lineId) => numbers.get(lineId) ?? []),
    };
  });
}
