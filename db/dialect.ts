/** Kysely's Postgres dialect, where beginning a transaction and naming its actor are one round trip. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { CompiledQuery, PostgresDialect, PostgresDriver } from 'kysely';
import type { DatabaseConnection, Driver, PostgresDialectConfig } from 'kysely';
import pg from 'pg';

import { scopeOf } from '#contracts/roles.ts';
import type { Actor } from '#contracts/roles.ts';

/** The actor of the transaction that is about to begin. Kysely hands its driver nothing else from the caller. */
export const beginningActor = new AsyncLocalStorage<Actor>();

/** Postgres for a service: every transaction has an actor. */
export class ActorDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ActorDriver(this.#config);
  }
}

class ActorDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const actor = beginningActor.getStore();
    if (actor === undefined) throw new Error('a transaction begins with transaction(db, actor, …)');
    await connection.executeQuery(CompiledQuery.raw(beginAs(actor)));
  }
}

/** One text of several statements: the simple protocol sends it in one round trip, `set local` needs no plan. */
function beginAs(actor: Actor): string {
  const settings = { principal: actor.principal, scope: scopeOf(actor), customer_id: actor.customerId ?? '' };
  const sets = Object.entries(settings).map(
    ([name, value]) => `set local callout.${name} = ${pg.escapeLiteral(value)}`,
  );
  return ['begin', ...sets].join('; ');
}
