/** A Postgres server of its own for generators and tests: empty, on a free port of loopback, gone when stopped. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

import { postgresBinaries } from '../local/parts/postgres-binaries.ts';
import { giveTo, readableCopy, unprivilegedUser } from '../local/parts/unprivileged.ts';
import type { User } from '../local/parts/unprivileged.ts';
import { endProcess, identityOf } from '../local/process-identity.ts';
import { runCommand } from '../local/run-command.ts';

export interface TemporaryPostgres {
  /** The administrator's URL of the server, database `postgres`. */
  readonly adminUrl: string;
  /** Stops the server and removes its data. */
  readonly stop: () => Promise<void>;
}

const password = 'temporary';
const folderPrefix = 'callout-postgres-';

/**
 * Starts an empty server without durability (fsync off), so only for data that may vanish.
 * Throws an Error with the server's own words when it cannot start.
 */
export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  const user = unprivilegedUser();
  const found = postgresBinaries();
  const programs = path.join(readableCopy(user, found.folder, `postgresql-${found.version}`), 'bin');
  const place = roomyFolder();
  await removeLeftovers(place);
  const folder = mkdtempSync(path.join(place, `${folderPrefix}${process.pid}-`));
  giveTo(user, folder);
  const data = path.join(folder, 'data');
  await initialise(path.join(programs, 'initdb'), folder, data, user);
  const port = await freePort();
  const server = spawn(path.join(programs, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...rightsOf(user),
    cwd: folder,
    env: { ...process.env, LC_MESSAGES: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const end = () => server.kill('SIGQUIT');
  process.once('exit', end);
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    process.removeListener('exit', end);
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  await ready(server, adminUrl).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { adminUrl, stop };
}

const settings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'scram_iterations=1',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=256MB',
  'max_connections=300',
  'shared_buffers=64MB',
  'log_checkpoints=off',
].flatMap((setting) => ['-c', setting]);

/** Memory where there is plenty of it: a database is a thousand files, and to clone one there takes 40 ms and not 600. */
function roomyFolder(): string {
  if (!existsSync('/dev/shm')) return tmpdir();
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize > 4 * 2 ** 30 ? '/dev/shm' : tmpdir();
}

/** Ends the servers, and removes the folders, of processes that were killed before they could do it themselves. */
async function removeLeftovers(place: string): Promise<void> {
  for (const name of readdirSync(place).filter((each) => each.startsWith(folderPrefix))) {
    const maker = Number(name.slice(folderPrefix.length).split('-')[0]);
    if (identityOf(maker) !== undefined) continue;
    const data = path.join(place, name, 'data');
    const lockFile = path.join(data, 'postmaster.pid');
    const server = existsSync(lockFile) ? identityOf(Number(readFileSync(lockFile, 'utf8').split('\n')[0])) : undefined;
    if (server !== undefined && worksIn(server.pid, data)) await endProcess(server, 'SIGQUIT', 5_000);
    rmSync(path.join(place, name), { recursive: true, force: true });
  }
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

async function initialise(initdb: string, folder: string, data: string, user: User | undefined): Promise<void> {
  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(user, passwordFile);
  const account = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  await runCommand(initdb, ['-D', data, ...account, ...locale, '--no-sync'], { cwd: folder, ...rightsOf(user) });
}

function rightsOf(user: User | undefined): { readonly uid?: number; readonly gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port on 127.0.0.1');
  return address.port;
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  let words = '';
  server.stderr?.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4_000)));
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`Postgres did not start: ${words}`);
    if (await answers(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Postgres did not answer within 15 s: ${words}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    await client.end().catch(() => undefined);
    return false;
  }
}

async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  await exit;
}
