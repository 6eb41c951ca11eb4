import { sql } from 'kysely';

import { hideFromCustomers } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/**
 * With whom at which identity provider a user is linked, whether a session began there, and sign-ins that are under way there. Of
 * the last only who has the cookie can go on, once.
 */
export async function up(db: MigrationDb): Promise<void> {
  await sql`
    alter table users
      add column provider_issuer text collate "C",
      add column provider_subject text collate "C",
      add constraint users_provider unique (provider_issuer, provider_subject),
      add constraint users_provider_whole check ((provider_issuer is null) = (provider_subject is null))`.execute(db);
  await sql`alter table sessions add column by_provider boolean not null default false`.execute(db);
  await sql`
    create table pending_sign_ins (
      secret_hash text collate "C" primary key,
      state text not null,
      nonce text not null,
      verifier text not null,
      return_to text not null,
      created_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index pending_sign_ins_at on pending_sign_ins (created_at)`.execute(db);
  await hideFromCustomers(db, 'pending_sign_ins');
}
