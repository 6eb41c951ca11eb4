/** What signing off needs beside the order: whether lateness needs a reason, and what is signed, which is kept. */
import { createHash } from 'node:crypto';

import { keepSignedDocument, lineWords } from '#db/queries/service-orders-signed.ts';
import { parameterValue, setupValue } from '#db/queries/setup-copy.ts';
import type { Transaction } from '#db/transaction.ts';
import type { DecisionContext, OrderCommand } from '#domain/service-orders/commands.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { linesOfDocument } from '#domain/service-orders/sign-off-and-posting.ts';
import { signedDocument } from '#domain/service-orders/signed-document.ts';

type Orders = Transaction<'orders'>;

export interface Signing extends Pick<DecisionContext, 'lateNeedsReason' | 'slaReason' | 'documentSha256'> {
  readonly document?: string;
}

/** What is signed, and what lateness asks; nothing for other commands. */
export async function signingOf(t: Orders, order: ServiceOrder, command: OrderCommand): Promise<Signing> {
  if (command.name !== 'signOff') return {};
  const document = signedDocument({ ...order, lines: linesOfDocument(order, command) }, await lineWords(t, order.id));
  const documentSha256 = createHash('sha256').update(document).digest('hex');
  return { document, documentSha256, ...(await latenessOf(t, order, command)) };
}

/** The confirmed lines as they are now, which a sign-off of our own is about. */
export async function presentDocument(t: Orders, order: ServiceOrder): Promise<Signing> {
  const document = signedDocument(order, await lineWords(t, order.id));
  return { document, documentSha256: createHash('sha256').update(document).digest('hex') };
}

/** What lateness asks of a sign-off, and what the set-up knows of the reason. The past is asked nothing. */
export async function latenessOf(
  t: Orders,
  { recordedTime }: Pick<ServiceOrder, 'recordedTime'>,
  command: OrderCommand,
): Promise<Pick<Signing, 'lateNeedsReason' | 'slaReason'>> {
  if (command.name !== 'signOff' || recordedTime) return {};
  const { slaReasonCode: id = null } = command;
  const entry = id === null ? undefined : await setupValue(t, 'reason-code', id);
  return {
    lateNeedsReason: await parameterValue(t, 'lateSignOffNeedsReason'),
    slaReason: id === null ? undefined : { id, entry: entry?.data ?? null },
  };
}

const keeping: readonly string[] = ['signedOff', 'linesSigned', 'confirmed'];

/** Keeps what was signed, as it was signed, under its hash. */
export async function keepSigned(
  t: Orders,
  after: ServiceOrder,
  facts: readonly OrderFact[],
  { document, documentSha256: sha256 }: Signing,
  signedBy?: string,
): Promise<void> {
  if (document === undefined || sha256 === undefined || !facts.some(({ name }) => keeping.includes(name))) return;
  const { id: orderId, customerId, version, lastEventAt: signedAt } = after;
  await keepSignedDocument(t, { orderId, customerId, version, sha256, document, signedAt, signedBy: signedBy ?? null });
}
