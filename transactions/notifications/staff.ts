/** Who of the staff can be told something: kept from the events of users. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { identityEvents } from '#contracts/events/identity.ts';
import { keepStaffMember } from '#db/queries/notifications-readers.ts';
import type { Transaction } from '#db/transaction.ts';

/** Keeps what a user's event says; the one that comes later counts. */
export async function applyUserEvent(t: Transaction<'orders'>, event: EventEnvelope): Promise<void> {
  const { roles, customerId, disabled } = identityEvents.userChanged.data.parse(event.data);
  await keepStaffMember(t, { userId: event.aggregateId, roles, active: !disabled && customerId === null });
}
