/** Reads a JSON body with a limit, and refuses what could not be stored or could do harm. */
import type { IncomingMessage } from 'node:http';

import { message } from '#contracts/messages/en.ts';
import type { ProblemEntry } from '#contracts/problems/problem.ts';

import { ProblemError } from './problem.ts';

const deepest = 40;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The media type of a request, lower case and without parameters; '' when none is said. */
export function mediaTypeOf(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** @throws ProblemError `request.media-type` unless the request has one of the types and no content encoding */
export function requireMediaType(request: IncomingMessage, accepted: readonly string[]): void {
  const type = mediaTypeOf(request);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  const fits = accepted.some((each) => each === type || (each.endsWith('/*') && type.startsWith(each.slice(0, -1))));
  if (fits && encoding === 'identity') return;
  throw new ProblemError('request.media-type', {
    detail: message('request.media-type.detail', { accepted: accepted.join(', ') }),
    headers: { Accept: accepted.join(', ') },
  });
}

/** @throws ProblemError `request.too-large` when the announced length is over the limit */
export function requireLength(request: IncomingMessage, maxBytes: number): void {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
}

/**
 * The parsed JSON body.
 * @throws ProblemError `request.malformed` for what is not JSON in UTF-8, `request.too-large` over the limit
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  requireLength(request, maxBytes);
  const bytes = await readBytes(request, maxBytes);
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return value;
  } catch (cause) {
    throw new ProblemError('request.malformed', { cause });
  }
}

/** Collects at most `maxBytes`, and leaves the rest to whoever answers. */
function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = () => request.off('data', take).off('end', end).off('error', fail).off('close', close);
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      stop();
      reject(tooLarge(maxBytes));
    };
    const end = () => {
      stop();
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    };
    const fail = (cause: unknown) => {
      stop();
      reject(new ProblemError('request.malformed', { cause }));
    };
    const close = () => fail(new Error('The client went away'));
    request.on('data', take).on('end', end).on('error', fail).on('close', close);
  });
}

/** The problem of a body over the limit. */
export function tooLarge(maxBytes: number): ProblemError {
  return new ProblemError('request.too-large', {
    detail: message('request.too-large.detail', { bytes: maxBytes }),
  });
}

/** A NUL, which Postgres refuses in text, or half of a surrogate pair, which is no UTF-8. */
function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/**
 * What no schema would say: text that cannot be stored, keys that reach for a prototype, nesting over 40 levels.
 * Walks without recursion, so that a hostile body cannot exhaust the stack.
 */
export function unsafeParts(root: unknown, base = ''): readonly ProblemEntry[] {
  const found: ProblemEntry[] = [];
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: root, pointer: base, depth: 0 }];
  for (let part = open.pop(); part !== undefined && found.length < 20; part = open.pop()) {
    const { value, pointer, depth } = part;
    if (typeof value === 'string' && !isStorable(value))
      found.push({ pointer, message: message('request.pointer.text') });
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= deepest) {
      found.push({ pointer, message: message('request.pointer.deep') });
      continue;
    }
    for (const name of Object.keys(value)) {
      const at = `${pointer}/${escapePointer(name)}`;
      if (name === '__proto__' || !isStorable(name)) {
        found.push({ pointer, message: message('request.pointer.unknown', { names: JSON.stringify(name) }) });
        continue;
      }
      open.push({ value: Reflect.get(value, name), pointer: at, depth: depth + 1 });
    }
  }
  return found;
}

/** One segment of a JSON pointer (RFC 6901). */
export function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
