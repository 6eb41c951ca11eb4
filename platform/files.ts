/** Files on disk by the sha256 of their content: a file is written once, never changed, and its name proves it. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

import { tooLarge } from './http/read-body.ts';

export interface StoredFile {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly mime: string;
}

export interface FileLimits {
  readonly mime: string;
  /** The largest size in bytes; nothing is kept of a larger one. */
  readonly maxBytes: number;
}

export interface FileStore {
  /** Writes all or nothing. @throws ProblemError `request.too-large` over the limit */
  readonly put: (content: Readable | Uint8Array, limits: FileLimits) => Promise<StoredFile>;
  /** The content as a stream, or undefined when there is no such file. */
  readonly get: (sha256: string) => Promise<{ readonly stream: Readable; readonly size: number } | undefined>;
  /** Rejects when the folder cannot be written: a readiness check. */
  readonly check: () => Promise<void>;
}

/** A store in a folder, which is made when it is missing. */
export function createFileStore(dir: string): FileStore {
  const incoming = path.join(dir, 'incoming');
  const placeOf = (sha256: string) => path.join(dir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

  async function put(content: Readable | Uint8Array, limits: FileLimits): Promise<StoredFile> {
    await mkdir(incoming, { recursive: true });
    const temporary = path.join(incoming, randomUUID());
    try {
      const { sha256, size } = await writeAll(temporary, content, limits.maxBytes);
      const place = placeOf(sha256);
      await mkdir(path.dirname(place), { recursive: true });
      await rename(temporary, place);
      return { sha256, size, mime: limits.mime };
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  async function get(sha256: string) {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    const found = await stat(placeOf(sha256)).catch(() => undefined);
    return found && { stream: createReadStream(placeOf(sha256)), size: found.size };
  }

  async function check(): Promise<void> {
    await mkdir(incoming, { recursive: true });
    const probe = path.join(incoming, `probe-${randomUUID()}`);
    await (await open(probe, 'w')).close();
    await rm(probe);
  }

  return { put, get, check };
}

/** All of a stream. @throws ProblemError `request.too-large` over the limit */
export async function readUpTo(content: Readable, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Synced before it gets its name, so that a name never stands for half a file. */
async function writeAll(target: string, content: Readable | Uint8Array, maxBytes: number) {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(target, 'wx', 0o600);
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      hash.update(bytes);
      await file.write(bytes);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size };
}
