/** Writes a handler's answer: JSON by its schema, or text, bytes or a stream by its mime. */
import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';

import type { Response } from 'express';

import type { RouteSpec } from '#contracts/http/route.ts';

/** An answer without its contract's types. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const eventStream = 'text/event-stream';

/** Resolves when the answer was handed to the connection; a stream that breaks off destroys it. */
export async function sendAnswer(response: Response, contract: RouteSpec, answer: PlainAnswer): Promise<void> {
  const mime = contract.responses[answer.status]?.mime;
  response.status(answer.status);
  if (mime === undefined && !response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store');
  if (mime !== undefined) response.setHeader('Content-Type', mime);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.body === undefined) {
    response.end();
    return;
  }
  if (mime === undefined) {
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(answer.body));
    return;
  }
  if (answer.body instanceof Readable) return sendStream(response, answer.body, mime);
  response.end(
    typeof answer.body === 'string' || answer.body instanceof Uint8Array ? answer.body : String(answer.body),
  );
}

async function sendStream(response: Response, body: Readable, mime: string): Promise<void> {
  if (mime === eventStream) {
    response.setHeader('Cache-Control', 'no-cache, no-transform');
    response.setHeader('X-Accel-Buffering', 'no');
    response.flushHeaders();
    body.pipe(response);
    // A browser that leaves is the normal end of an event stream.
    await finished(response).catch(() => undefined);
    body.destroy();
    return;
  }
  await pipeline(body, response);
}
