/** PostgreSQL refuses to run as root: another user's rights, and places that this user can reach. */
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

// Outside every home, kept over restarts of the machine, and writable by root alone, who is the only one to come here.
const reachableFolder = '/var/lib/callout';
const usersToTry = ['postgres', 'nobody'];

/**
 * The user that a server runs as when Callout is started by root; undefined for everybody else, whose own rights do.
 * @throws Error when root has no other user to run it as
 */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const known = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name: name ?? '', uid: Number(uid), gid: Number(gid) }));
  const user = usersToTry.map((name) => known.find((entry) => entry.name === name && entry.uid > 0)).find(Boolean);
  if (user === undefined)
    throw new Error(`PostgreSQL refuses to run as root, and there is no user ${usersToTry.join(' or ')}.`);
  return user;
}

/** Only the owner may look into a folder of secrets; where a server runs as another user, that user may pass through it. */
export function privateFolderMode(): number {
  return process.getuid?.() === 0 ? 0o711 : 0o700;
}

/** The path for a folder of the user's: `wanted` where the user can reach it, else one under /var/lib/callout that belongs to it. */
export function reachablePath(user: User | undefined, wanted: string): string {
  mkdirSync(dirname(wanted), { recursive: true });
  if (user === undefined || canReach(user, dirname(wanted))) return wanted;
  const instead = join(reachableFolder, nameOf(wanted));
  makeReachable(dirname(instead));
  return instead;
}

/** Makes an empty folder that is the user's alone. */
export function makeEmptyFolder(user: User | undefined, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  giveTo(user, folder);
}

/** Makes a file or folder the user's. */
export function giveTo(user: User | undefined, path: string): void {
  if (user !== undefined) chownSync(path, user.uid, user.gid);
}

/** `folder`, or a copy of it that the user can read. The copy is made once. */
export function readableCopy(user: User | undefined, folder: string, name: string): string {
  if (user === undefined || canReach(user, folder)) return folder;
  const copy = join(reachableFolder, name);
  if (!existsSync(copy)) {
    makeReachable(dirname(copy));
    const beside = `${copy}.${process.pid}.partial`;
    cpSync(folder, beside, { recursive: true, verbatimSymlinks: true });
    if (existsSync(copy)) rmSync(beside, { recursive: true });
    else renameSync(beside, copy);
  }
  return copy;
}

function makeReachable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711);
}

/** True when the user may pass through the folder and all above it. */
function canReach(user: User, folder: string): boolean {
  const path = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const { mode, uid, gid } = statSync(path);
  const mayPass = uid === user.uid ? mode & 0o100 : gid === user.gid ? mode & 0o010 : mode & 0o001;
  return mayPass !== 0 && (dirname(path) === path || canReach(user, dirname(path)));
}

function nameOf(folder: string): string {
  return createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12);
}
