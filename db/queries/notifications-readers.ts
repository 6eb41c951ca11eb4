/** Who may be told something: the staff with what they prefer, and the people at a customer with their addresses. */
import { sql } from 'kysely';

import type { Language } from '#domain/notifications/language.ts';
import type { Addressee, StaffMember } from '#domain/notifications/notification.ts';
import type { Db } from '../connection.ts';
import type { Transaction } from '../transaction.ts';

export interface StaffReader extends StaffMember {
  readonly language: Language;
  /** Null for the company's. */
  readonly timeZone: string | null;
}

/** Everybody of the staff who can sign in. */
export async function staffReaders(db: Db<'orders'>): Promise<readonly StaffReader[]> {
  const rows = await db
    .selectFrom('notificationStaff')
    .leftJoin('notificationPreferences', 'notificationPreferences.userId', 'notificationStaff.userId')
    .select(['notificationStaff.userId', 'roles', 'language', 'timeZone', 'wantsMail'])
    .where('active', '=', true)
    .orderBy('notificationStaff.userId')
    .execute();
  return rows.map(({ language, wantsMail, ...row }) => ({
    ...row,
    language: language ?? 'en',
    wantsMail: wantsMail ?? false,
  }));
}

/** Keeps what is known of a user; who cannot sign in, or belongs to a customer, is no active member of the staff. */
export async function keepStaffMember(
  t: Transaction<'orders'>,
  member: { readonly userId: string; readonly roles: string[]; readonly active: boolean },
): Promise<void> {
  const { roles, active } = member;
  await t
    .insertInto('notificationStaff')
    .values(member)
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ roles, active }))
    .execute();
}

/** What is known of a technician, who may have no address or be planned no more. */
export interface TechnicianReader {
  readonly technicianId: string;
  readonly language: string;
  readonly timeZone: string;
  readonly canBeTold: boolean;
}

export async function keepTechnicianReader(t: Transaction<'orders'>, technician: TechnicianReader): Promise<void> {
  await t
    .insertInto('notificationTechnicians')
    .values(technician)
    .onConflict((conflict) => conflict.column('technicianId').doUpdateSet(technician))
    .execute();
}

/** The technician, when there is an address to write to. */
export async function technicianReader(db: Db<'orders'>, technicianId: string): Promise<TechnicianReader | undefined> {
  return db
    .selectFrom('notificationTechnicians')
    .select(['technicianId', 'language', 'timeZone', 'canBeTold'])
    .where('technicianId', '=', technicianId)
    .where('canBeTold', '=', true)
    .executeTakeFirst();
}

export interface Preferences {
  readonly language: Language;
  readonly timeZone: string | null;
  readonly wantsMail: boolean;
}

export async function findPreferences(db: Db<'orders'>, userId: string): Promise<Preferences | undefined> {
  return db
    .selectFrom('notificationPreferences')
    .select(['language', 'timeZone', 'wantsMail'])
    .where('userId', '=', userId)
    .executeTakeFirst();
}

export async function keepPreferences(
  t: Transaction<'orders'>,
  userId: string,
  preferences: Preferences,
): Promise<void> {
  await t
    .insertInto('notificationPreferences')
    .values({ userId, ...preferences })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet(preferences))
    .execute();
}

/** Whom at a customer something concerns. */
export interface CustomerReaders {
  readonly customerId: string;
  readonly contactId: string | null;
  readonly siteId: string | null;
}

/** The contact and the customer itself, and the time zone of the site; null for the company's. */
export async function customerReaders(
  db: Db<'orders'>,
  { customerId, contactId, siteId }: CustomerReaders,
): Promise<{ readonly addressees: readonly Addressee[]; readonly timeZone: string | null }> {
  const { rows } = await sql<{
    readonly contactEmail: string | null;
    readonly contactLanguage: string | null;
    readonly email: string | null;
    readonly language: string;
    readonly timeZone: string | null;
  }>`
    select p.email as contact_email, p.language as contact_language, c.email, c.language, s.time_zone
    from customers c
    left join contacts p on p.customer_id = c.customer_id and p.contact_id = ${contactId}::uuid and p.active
    left join sites s on s.customer_id = c.customer_id and s.site_id = ${siteId}::uuid
    where c.customer_id = ${customerId}`.execute(db);
  const [row] = rows;
  if (row === undefined) return { addressees: [], timeZone: null };
  const customer = {
    recipientKind: 'customer' as const,
    recipientId: customerId,
    email: row.email,
    language: row.language,
  };
  const contact = (recipientId: string) => ({
    recipientKind: 'contact' as const,
    recipientId,
    email: row.contactEmail,
    language: row.contactLanguage ?? row.language,
  });
  return { addressees: [...(contactId === null ? [] : [contact(contactId)]), customer], timeZone: row.timeZone };
}

/** Where somebody at a customer is written to now; undefined when that is not known any more, or is known to another service. */
export async function presentAddress(
  db: Db<'orders'>,
  { recipientKind, recipientId }: { readonly recipientKind: string; readonly recipientId: string },
): Promise<string | undefined> {
  const query =
    recipientKind === 'contact'
      ? db.selectFrom('contacts').select('email').where('contactId', '=', recipientId)
      : db.selectFrom('customers').select('email').where('customerId', '=', recipientId);
  return (await query.executeTakeFirst())?.email ?? undefined;
}
