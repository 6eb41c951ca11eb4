/** What people do with notifications: acknowledge a line of their inbox, have a mail sent again, say that it has arrived. */
import { lockNotification, lockOpenInbox } from '#db/queries/notifications.ts';
import { presentAddress } from '#db/queries/notifications-readers.ts';
import type { Transaction } from '#db/transaction.ts';
import { confirmArrival, sendAgain } from '#domain/notifications/notification.ts';
import type { DeliveryRefusalCode } from '#domain/notifications/notification.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { changeNotification, startSending } from './tell.ts';

type Answered<Code extends string> = Promise<Decision<{ readonly notificationId: string }, Code | 'resource.unknown'>>;

/** Acknowledges a line of the user's own inbox, once. */
export async function acknowledge(
  t: Transaction<'orders'>,
  { notificationId, userId }: { readonly notificationId: string; readonly userId: string },
  now: string,
): Answered<never> {
  const row = await lockNotification(t, notificationId);
  if (row?.channel !== 'inbox' || row.recipientId !== userId) return refuse('resource.unknown');
  if (row.acknowledgedAt === null) await changeNotification(t, row, { acknowledgedAt: now }, now);
  return accept({ notificationId });
}

/** So many at once, so that nobody waits for the rest. */
const mostAtOnce = 500;

/** Which lines of an inbox are meant: some, or all, and then only those until an instant, because what came later was not seen. */
interface Acknowledged {
  readonly userId: string;
  readonly notificationIds: readonly string[] | undefined;
  readonly until: string | undefined;
}

/** Acknowledges lines of the user's own inbox, the oldest first; what is not there, or acknowledged already, is passed over. */
export async function acknowledgeMany(
  t: Transaction<'orders'>,
  meant: Acknowledged,
  now: string,
): Promise<Decision<{ readonly acknowledged: number }>> {
  const rows = await lockOpenInbox(t, { ...meant, limit: mostAtOnce });
  for (const row of rows) await changeNotification(t, row, { acknowledgedAt: now }, now);
  return accept({ acknowledged: rows.length });
}

/** Begins another round of a mail, to the address that its reader has by now. */
export async function haveSentAgain(
  t: Transaction<'orders'>,
  notificationId: string,
  now: string,
): Answered<DeliveryRefusalCode> {
  const row = await lockNotification(t, notificationId);
  if (row === undefined) return refuse('resource.unknown');
  const decided = sendAgain(row);
  if (!decided.ok) return decided;
  const { round, keepsMessageId } = decided;
  const messageId = keepsMessageId ? row.messageId : null;
  const address = (await presentAddress(t, row)) ?? row.address;
  const next = await changeNotification(
    t,
    row,
    { state: 'waiting', round, messageId, address, sentAt: null, error: null },
    now,
  );
  await startSending(t, next);
  return accept({ notificationId });
}

/** Takes a person's word that an uncertain mail has arrived. */
export async function takeArrivalsWord(
  t: Transaction<'orders'>,
  notificationId: string,
  now: string,
): Answered<DeliveryRefusalCode> {
  const row = await lockNotification(t, notificationId);
  if (row === undefined) return refuse('resource.unknown');
  const decided = confirmArrival(row);
  if (!decided.ok) return decided;
  await changeNotification(t, row, { state: 'sent', sentAt: now, error: null }, now);
  return accept({ notificationId });
}
