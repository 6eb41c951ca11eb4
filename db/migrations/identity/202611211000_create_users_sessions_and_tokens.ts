import { sql } from 'kysely';
import { protectCustomerRows } from '../migration.ts';
import type { MigrationDb } from '../migration.ts';

/** Who may sign in, who is signed in, and machines' tokens. Passwords and secrets are here as hashes only. */
export async function up(db: MigrationDb): Promise<void> {
  await createUsers(db);
  await createTokens(db);
  await sql`
    create table sessions (
      secret_hash text collate "C" primary key,
      user_id uuid not null references users on delete cascade,
      created_at timestamptz(3) not null,
      last_seen_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index sessions_user on sessions (user_id)`.execute(db);
  await sql`create index sessions_seen on sessions (last_seen_at)`.execute(db);
  // By the hash of what was typed, so that a name without an account slows down like any other and is kept nowhere.
  await sql`
    create table sign_in_failures (
      name_hash text collate "C" primary key,
      count integer not null check (count > 0),
      last_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index sign_in_failures_at on sign_in_failures (last_at)`.execute(db);
}

async function createUsers(db: MigrationDb): Promise<void> {
  await sql`
    create table users (
      id uuid primary key,
      version integer not null,
      email text collate "C" not null unique check (email = lower(email)),
      display_name text not null,
      password_hash text not null,
      roles text[] not null,
      customer_id uuid,
      disabled_at timestamptz(3),
      created_at timestamptz(3) not null
    )`.execute(db);
  await protectCustomerRows(db, 'users');
}

async function createTokens(db: MigrationDb): Promise<void> {
  await sql`
    create table api_tokens (
      id uuid primary key,
      version integer not null,
      label text not null,
      secret_hash text collate "C" not null unique,
      roles text[] not null,
      customer_id uuid,
      created_at timestamptz(3) not null,
      expires_at timestamptz(3),
      revoked_at timestamptz(3),
      last_used_at timestamptz(3)
    )`.execute(db);
  await sql`create index api_tokens_latest on api_tokens (created_at desc, id desc)`.execute(db);
  await protectCustomerRows(db, 'api_tokens');
}
