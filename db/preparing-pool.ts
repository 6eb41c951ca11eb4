/** A pool whose connections prepare each statement once: planning was half of a short transaction's time. */
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/**
 * Distinct statement texts that are prepared; later ones are planned at each call. It bounds the memory of the server's
 * sessions against texts made with a varying number of parameters (write `= any($1)`, not `in ($1, $2, …)`).
 */
const mostPrepared = 500;

/** SQLSTATE of "cached plan must not change result type": a migration has changed a table under a prepared statement. */
const stalePlan = '0A000';

/** Gives Kysely the connections of a `pg.Pool`, with statements named by their text. */
export class PreparingPool implements PostgresPool {
  readonly options: object;
  readonly #pool: pg.Pool;
  readonly #names = new Map<string, string>();
  readonly #clients = new WeakMap<pg.PoolClient, PreparingClient>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.options = pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect();
    const known = this.#clients.get(client);
    if (known !== undefined) return known;
    const made = new PreparingClient(client, this.#names);
    this.#clients.set(client, made);
    return made;
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }
}

class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #names: Map<string, string>;
  #stale = false;

  constructor(client: pg.PoolClient, names: Map<string, string>) {
    this.#client = client;
    this.#names = names;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query(sql: string | PostgresCursor<unknown>, parameters: readonly unknown[] = []): unknown {
    if (typeof sql !== 'string') throw new Error('reading by cursor is not supported');
    const values = [...parameters];
    const name = values.length === 0 ? undefined : this.#nameOf(sql);
    const result = this.#client.query(name === undefined ? { text: sql, values } : { name, text: sql, values });
    return result.catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === stalePlan) this.#stale = true;
      throw error;
    });
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#stale);
  }

  #nameOf(sql: string): string | undefined {
    const known = this.#names.get(sql);
    if (known !== undefined || this.#names.size >= mostPrepared) return known;
    const name = `s${this.#names.size}`;
    this.#names.set(sql, name);
    return name;
  }
}
