/** Tells what a file is by its first bytes, whatever its sender calls it. */
import { Readable } from 'node:stream';

import { ProblemError } from './http/problem.ts';

const signatures: Readonly<Record<string, readonly number[]>> = {
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
};
const longestSignature = 8;

/** The media type of a PNG, a JPEG or a PDF; undefined for anything else. */
function signatureOf(content: Uint8Array): string | undefined {
  return Object.keys(signatures).find((mime) => signatures[mime]?.every((byte, index) => content[index] === byte));
}

/**
 * The content of an upload, which fails before its first byte is given on unless it is of that media type.
 * The upload itself is left open, so that its sender can still be answered.
 * The stream fails with ProblemError `file.empty` or `file.other-content`.
 */
export function contentOfType(upload: Readable, mime: string): Readable {
  return Readable.from(checked(upload, mime), { objectMode: false });
}

async function* checked(upload: Readable, mime: string): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of upload.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    if (head === null) {
      yield bytes;
      continue;
    }
    head = Buffer.concat([head, bytes]);
    if (head.length < longestSignature) continue;
    requireType(head, mime);
    yield head;
    head = null;
  }
  if (head === null) return;
  requireType(head, mime);
  yield head;
}

function requireType(head: Buffer, mime: string): void {
  if (head.length === 0) throw new ProblemError('file.empty');
  if (signatureOf(head) !== mime) throw new ProblemError('file.other-content');
}
