/** The two roles of each service and what the administrator makes for them: schema, grants, default privileges. */
import pg from 'pg';

import { serviceNames } from '#contracts/areas.ts';
import type { ServiceName } from '#contracts/areas.ts';

/** Passwords of a service's two roles. */
export interface RolePasswords {
  readonly owner: string;
  readonly work: string;
}

/** Passwords of all roles of one database. */
export type Passwords = Readonly<Record<ServiceName, RolePasswords>>;

/** Where a service connects: as the role that owns its schema (migrations only), and as the one that works. */
export interface ServiceUrls {
  readonly ownerUrl: string;
  readonly url: string;
}

/** Role names carry the database's name, because roles are global to a server and several databases may live on it. */
export function roleNames(database: string, service: ServiceName): { readonly owner: string; readonly work: string } {
  return { owner: `${database}_${service}_owner`, work: `${database}_${service}` };
}

/** Throws when a name cannot be a database's: small letters, digits and `_`, at most 40, so that role names fit 63. */
export function requireDatabaseName(database: string): void {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(database)) {
    throw new Error(`"${database}" cannot name a database: small letters, digits and _, at most 40, a letter first`);
  }
}

/** The URLs of every service's two roles, derived from the administrator's. */
export function serviceUrls(
  adminUrl: string,
  database: string,
  passwords: Passwords,
): Record<ServiceName, ServiceUrls> {
  const urlsOf = (service: ServiceName): ServiceUrls => {
    const role = roleNames(database, service);
    return {
      ownerUrl: urlFor(adminUrl, database, role.owner, passwords[service].owner),
      url: urlFor(adminUrl, database, role.work, passwords[service].work),
    };
  };
  return forEachService(urlsOf);
}

/** The administrator's URL for another database of the same server. */
export function adminUrlFor(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** A record with one value per service. */
export function forEachService<T>(valueOf: (service: ServiceName) => T): Record<ServiceName, T> {
  return {
    gateway: valueOf('gateway'),
    orders: valueOf('orders'),
    dispatch: valueOf('dispatch'),
    inventory: valueOf('inventory'),
    invoicing: valueOf('invoicing'),
    reporting: valueOf('reporting'),
  };
}

/**
 * The statements, run by the administrator in any database of the server, that make the roles where they are missing and
 * set their passwords. The administrator becomes a member of the owners, which a managed server demands of who is no
 * superuser before it lets a schema be given to another role.
 */
export function roleStatements(database: string, passwords: Passwords): string {
  return serviceNames
    .flatMap((service) => {
      const { owner, work } = roleNames(database, service);
      return [
        makeRole(owner, passwords[service].owner),
        makeRole(work, passwords[service].work),
        `grant ${quote(owner)} to current_user`,
      ];
    })
    .join(';\n');
}

/** The statements, run by the administrator inside the database, that give each service its schema and nobody else's. */
export function schemaStatements(database: string): string {
  const name = quote(database);
  const common = [
    'revoke all on schema public from public',
    `revoke connect, temporary on database ${name} from public`,
  ];
  const perService = serviceNames.flatMap((service) => {
    const { owner, work } = roleNames(database, service);
    const [schema, ownerRole, workRole] = [quote(service), quote(owner), quote(work)];
    const defaults = `alter default privileges for role ${ownerRole} in schema ${schema}`;
    return [
      connectStatement(database, service),
      `create schema if not exists ${schema} authorization ${ownerRole}`,
      `grant usage on schema ${schema} to ${workRole}`,
      `${defaults} grant select, insert, update, delete on tables to ${workRole}`,
      `${defaults} grant usage, select on sequences to ${workRole}`,
    ];
  });
  return [...common, ...perService].join(';\n');
}

/** Lets the two roles of a service connect to their database, and no other role of another. */
export function connectStatement(database: string, service: ServiceName): string {
  const { owner, work } = roleNames(database, service);
  return `grant connect on database ${quote(database)} to ${quote(owner)}, ${quote(work)}`;
}

/** An identifier between double quotes. */
export function quote(identifier: string): string {
  return pg.escapeIdentifier(identifier);
}

function makeRole(role: string, password: string): string {
  return `do $$ begin
    if not exists (select from pg_roles where rolname = ${pg.escapeLiteral(role)}) then create role ${quote(role)}; end if;
  end $$;
  alter role ${quote(role)} login password ${pg.escapeLiteral(password)}`;
}

function urlFor(adminUrl: string, database: string, role: string, password: string): string {
  const url = new URL(adminUrlFor(adminUrl, database));
  url.username = role;
  url.password = password;
  return url.href;
}
