/** The steps of one attempt to send a mail, each a transaction: begin, hand over, settle. The row is the truth at any moment. */
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { findNotification, lockNotification, updateNotification } from '#db/queries/notifications.ts';
import type { NotificationRow } from '#db/queries/notifications.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { beginningOf, kindOf, stateAfter } from '#domain/notifications/notification.ts';
import type { AttemptOutcome, DeliveryState, RecipientKind } from '#domain/notifications/notification.ts';
import { linkOf } from './link.ts';
import { changeNotification, tellStaff } from './tell.ts';
import { mailTextOf, wordsOf } from './words.ts';

/** One attempt of one round. */
export interface Attempt {
  readonly notificationId: string;
  readonly round: number;
  /** Which attempt of all it is; a later one has taken over when the row says another. */
  readonly tries: number;
}

export interface PreparedMail {
  readonly attempt: Attempt;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly language: string;
}

/** What the sender knows that a transaction cannot. */
export interface Sender {
  /** Of the address that mails are from; Message-IDs end with it. */
  readonly domain: string;
  /** The gateway as browsers see it. */
  readonly publicUrl: string;
}

const actor = systemActor('notifications');

/** Readers whose address only their owner knows. */
export type AskedKind = Extract<RecipientKind, 'user' | 'technician'>;

/** Whose address has to be asked for; null for a reader at a customer's, and for a notification that is not there. */
export async function readerToAsk(
  db: Db<'orders'>,
  notificationId: string,
): Promise<{ readonly kind: AskedKind; readonly recipientId: string } | null> {
  const row = await transaction(db, actor, (t) => findNotification(t, notificationId));
  if (row?.recipientKind !== 'user' && row?.recipientKind !== 'technician') return null;
  return { kind: row.recipientKind, recipientId: row.recipientId };
}

/**
 * Begins an attempt: counts it, and freezes address, words and Message-ID when it is the first. Null when there is nothing to do:
 * the mail is settled, a later round has begun, nobody has an address, or an earlier attempt left it in doubt.
 */
export async function beginAttempt(
  db: Db<'orders'>,
  wish: { readonly notificationId: string; readonly round: number; readonly address: string | null },
  sender: Sender,
  now: string,
): Promise<PreparedMail | null> {
  const { notificationId, round } = wish;
  return transaction(db, actor, async (t) => {
    const row = await lockNotification(t, notificationId);
    if (row === undefined) return null;
    const beginning = beginningOf(row, round);
    if (beginning === 'doubt') await settle(t, row, { state: 'uncertain', error: null }, now);
    if (beginning !== 'send') return null;
    const to = wish.address ?? row.address;
    if (to === null) {
      await settle(t, row, { state: 'failed', error: 'There is no address' }, now);
      return null;
    }
    const { subject, body, messageId } = frozenOf(row, sender);
    const tries = row.tries + 1;
    await updateNotification(t, notificationId, { tries, address: to, messageId, subject, body });
    const { language } = row;
    return { attempt: { notificationId, round, tries }, to, subject, text: body, messageId, language };
  });
}

/**
 * Notes that the mail server is about to get the end of the message, after which it may have taken it. To be called before
 * the end is sent, which must not be when this throws.
 */
export async function noteHandingOver(db: Db<'orders'>, { notificationId, round, tries }: Attempt): Promise<void> {
  await transaction(db, actor, async (t) => {
    const row = await lockNotification(t, notificationId);
    if (row?.state !== 'waiting' || row.round !== round || row.tries !== tries) throw new OvertakenAttempt();
    await updateNotification(t, notificationId, { state: 'handing-over' });
  });
}

/** A later attempt or round has taken over: this one must not send. */
export class OvertakenAttempt extends Error {
  override readonly name = 'OvertakenAttempt';
}

/**
 * Writes what an attempt came to, unless a later one has begun. An attempt that was thought lost may still tell that the
 * mail was taken: then nobody has to ask any more.
 */
export async function settleAttempt(
  db: Db<'orders'>,
  { notificationId, round, tries }: Attempt,
  outcome: AttemptOutcome,
  now: string,
): Promise<DeliveryState> {
  return transaction(db, actor, async (t) => {
    const row = await lockNotification(t, notificationId);
    if (row === undefined || row.round !== round || row.tries !== tries) return row?.state ?? 'failed';
    const isOpen = row.state === 'waiting' || row.state === 'handing-over';
    if (!isOpen && !(row.state === 'uncertain' && outcome.kind === 'taken')) return row.state;
    const state = stateAfter(outcome);
    const error = outcome.kind === 'taken' ? null : outcome.reason.slice(0, 500);
    if (state === 'waiting') await updateNotification(t, notificationId, { state, error });
    else await settle(t, row, { state, error }, now);
    return state;
  });
}

/** Ends a round that has been tried for as long as it may. */
export async function giveUp(
  db: Db<'orders'>,
  wish: { readonly notificationId: string; readonly round: number },
  now: string,
): Promise<void> {
  await transaction(db, actor, async (t) => {
    const row = await lockNotification(t, wish.notificationId);
    if (row === undefined || beginningOf(row, wish.round) === 'nothing') return;
    const state = row.state === 'handing-over' ? 'uncertain' : 'failed';
    await settle(t, row, { state, error: row.error }, now);
  });
}

/** Writes the outcome with its event; that a mail failed or is uncertain is told to the staff. */
async function settle(
  t: Transaction<'orders'>,
  row: NotificationRow,
  { state, error }: { readonly state: 'sent' | 'failed' | 'uncertain'; readonly error: string | null },
  now: string,
): Promise<void> {
  const sentAt = state === 'sent' ? now : null;
  const after = await changeNotification(t, row, { state, error, sentAt }, now);
  if (state === 'sent') return;
  const { customerId, orderId, requestId } = after;
  const facts = { cause: `${after.notificationId}/${after.version}`, customerId, orderId, requestId, at: now };
  const about = { address: after.address ?? '–', subject: after.subject ?? wordsOf(toldOf(after)).subject };
  if (state === 'failed')
    await tellStaff(t, { ...facts, kind: 'mail.failed', params: { ...about, reason: error ?? '–' } });
  else await tellStaff(t, { ...facts, kind: 'mail.uncertain', params: about });
}

/** The words and the Message-ID of a mail: as they were at its first attempt. */
function frozenOf(row: NotificationRow, { domain, publicUrl }: Sender) {
  const messageId = row.messageId ?? `${row.notificationId}.${row.round}@${domain}`;
  if (row.subject !== null && row.body !== null) return { subject: row.subject, body: row.body, messageId };
  const { subject, text } = wordsOf(toldOf(row));
  return { subject, body: mailTextOf(row.language, { text, link: `${publicUrl}${linkOf(row)}` }), messageId };
}

function toldOf(row: NotificationRow) {
  const { params, language, timeZone } = row;
  return { kind: kindOf(row.kind), params, language, timeZone };
}
