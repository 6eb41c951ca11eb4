/** Writes who is told what, in the transaction of what it is about; a mail's row brings the message that starts its sending. */
import { v7 as uuidv7 } from 'uuid';

import { notificationsEvents } from '#contracts/events/notifications.ts';
import type { StartNotification } from '#contracts/workflows/messages.ts';
import { appendEvent, appendMessage } from '#db/outbox.ts';
import { insertNotifications, updateNotification } from '#db/queries/notifications.ts';
import type { NotificationRow } from '#db/queries/notifications.ts';
import { customerReaders, staffReaders, technicianReader } from '#db/queries/notifications-readers.ts';
import type { CustomerReaders } from '#db/queries/notifications-readers.ts';
import { setupValue } from '#db/queries/setup-copy.ts';
import { asSystem } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { languageOf } from '#domain/notifications/language.ts';
import type { Language } from '#domain/notifications/language.ts';
import { customerToTell, kindOf, staffToTell } from '#domain/notifications/notification.ts';
import type {
  Channel,
  CustomerKind,
  NotificationKind,
  NotificationParams,
  RecipientKind,
  StaffKind,
  TechnicianKind,
} from '#domain/notifications/notification.ts';
import { companyId } from '#domain/setup/company.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';

/** What is told, whoever reads it. */
export type Notice<Kind extends NotificationKind> = {
  [Each in Kind]: {
    readonly kind: Each;
    readonly params: NotificationParams[Each];
    /** What it is about, the same however often it is told: an aggregate and its version, or a command. */
    readonly cause: string;
    readonly customerId: string | null;
    readonly orderId: string | null;
    readonly requestId: string | null;
    readonly at: string;
  };
}[Kind];

interface Reader {
  readonly channel: Channel;
  readonly recipientKind: RecipientKind;
  readonly recipientId: string;
  /** Null for a user or a technician, whose address only its owner knows. */
  readonly address: string | null;
  readonly language: Language;
  readonly timeZone: string | null;
}

/** Tells the staff whom the kind concerns. */
export async function tellStaff(t: Transaction<'orders'>, notice: Notice<StaffKind>): Promise<void> {
  await asSystem(t, () => toStaff(t, notice));
}

async function toStaff(t: Transaction<'orders'>, notice: Notice<StaffKind>): Promise<void> {
  const staff = await staffReaders(t);
  const readers = staffToTell(notice.kind, staff).flatMap(({ userId, channel }): Reader[] => {
    const member = staff.find((each) => each.userId === userId);
    if (member === undefined) return [];
    const { language, timeZone } = member;
    return [{ channel, recipientKind: 'user', recipientId: userId, address: null, language, timeZone }];
  });
  await tell(t, notice, readers);
}

/** Tells a technician by e-mail, on the technician's own clock, where there is an address. */
export async function tellTechnician(
  t: Transaction<'orders'>,
  notice: Notice<TechnicianKind>,
  technicianId: string,
): Promise<void> {
  await asSystem(t, async () => {
    const technician = await technicianReader(t, technicianId);
    if (technician === undefined) return;
    const { language, timeZone } = technician;
    const reader = { recipientKind: 'technician' as const, recipientId: technicianId, address: null };
    await tell(t, notice, [{ channel: 'mail', ...reader, language: languageOf(language), timeZone }]);
  });
}

/** Tells somebody at the customer's by e-mail, where there is an address. */
export async function tellCustomer(
  t: Transaction<'orders'>,
  notice: Notice<CustomerKind>,
  whom: CustomerReaders,
): Promise<void> {
  await asSystem(t, () => toCustomer(t, notice, whom));
}

async function toCustomer(
  t: Transaction<'orders'>,
  notice: Notice<CustomerKind>,
  whom: CustomerReaders,
): Promise<void> {
  const { addressees, timeZone } = await customerReaders(t, whom);
  const told = customerToTell(addressees);
  if (told === null) return;
  const { recipientKind, recipientId, email: address } = told;
  await tell(t, notice, [
    { channel: 'mail', recipientKind, recipientId, address, language: languageOf(told.language), timeZone },
  ]);
}

async function tell(
  t: Transaction<'orders'>,
  { at, params, ...notice }: Notice<NotificationKind>,
  readers: readonly Reader[],
): Promise<void> {
  if (readers.length === 0) return;
  const zoneOfCompany = (await setupValue(t, 'company', companyId))?.data.timeZone ?? 'UTC';
  const rows = await insertNotifications(
    t,
    readers.map(({ timeZone, ...reader }) => ({
      ...{ notificationId: uuidv7(), version: 1, companyId, createdAt: at, round: 1 },
      ...notice,
      ...reader,
      params: { ...params },
      timeZone: timeZone !== null && isTimeZone(timeZone) ? timeZone : zoneOfCompany,
      state: reader.channel === 'inbox' ? ('sent' as const) : ('waiting' as const),
      sentAt: reader.channel === 'inbox' ? at : null,
    })),
  );
  for (const row of rows) {
    await appendEvent(t, notificationsEvents.created, factsOf(row, at));
    if (row.channel === 'mail') await startSending(t, row);
  }
}

/** Queues the start of the workflow that sends this round of a mail. */
export async function startSending(t: Transaction<'orders'>, row: NotificationRow): Promise<void> {
  const { notificationId, version, round } = row;
  const message: StartNotification = { kind: 'start-notification', notificationId, round };
  await appendMessage(t, { aggregateId: notificationId, version, message });
}

/** Writes the next version of a locked notification, and its event. */
export async function changeNotification(
  t: Transaction<'orders'>,
  row: NotificationRow,
  change: Partial<Omit<NotificationRow, 'notificationId' | 'params' | 'version'>>,
  at: string,
): Promise<NotificationRow> {
  const after = await updateNotification(t, row.notificationId, { ...change, version: row.version + 1 });
  await appendEvent(t, notificationsEvents.changed, factsOf(after, at));
  return after;
}

function factsOf(row: NotificationRow, occurredAt: string) {
  const { notificationId, version, kind, acknowledgedAt } = row;
  const { channel, recipientKind, recipientId, orderId, requestId, state, round } = row;
  return {
    ...{ aggregateId: notificationId, version, occurredAt, customerId: null, companyId: row.companyId },
    data: {
      ...{ channel, recipientKind, recipientId, orderId, requestId, state, round },
      kind: kindOf(kind),
      acknowledged: acknowledgedAt !== null,
    },
  };
}
