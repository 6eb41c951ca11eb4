/** Server-sent events: hints (which id has which version now) to many browsers. A client refetches at least that version. */
import { Readable } from 'node:stream';

/** Tells that something has a new version; carries nothing else, so that it may be dropped, doubled or late. */
export interface Hint {
  /** Where to resume, sent back by the browser as Last-Event-ID. */
  readonly id?: string;
  readonly area: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly customerId: string | null;
}

/** What is written for a hint: all but whose it is. */
export type SentHint = Omit<Hint, 'customerId' | 'id'>;

export interface HintHub {
  /** An endless stream for a route that answers `text/event-stream`; it ends when the connection does or the hub closes. */
  readonly subscribe: (accepts: (hint: Hint) => boolean) => Readable;
  readonly publish: (hint: Hint) => void;
  readonly size: () => number;
  readonly close: () => void;
}

const heartbeatMs = 15_000;
/** A browser that reads this slowly is cut off; it reconnects and refetches. */
const slowestBytes = 256 * 1024;

/** One hub per process; a heartbeat comment every 15 s keeps proxies from closing quiet streams. */
export function createHintHub(): HintHub {
  const open = new Map<Readable, (hint: Hint) => boolean>();
  const beat = setInterval(() => {
    for (const stream of open.keys()) write(stream, ':\n\n');
  }, heartbeatMs);
  beat.unref();

  function write(stream: Readable, text: string): void {
    if (stream.readableLength > slowestBytes) stream.destroy();
    else stream.push(text);
  }

  return {
    subscribe(accepts) {
      const stream = new Readable({ read: () => undefined, destroy: (error, done) => done(error) });
      stream.once('close', () => open.delete(stream));
      open.set(stream, accepts);
      stream.push('retry: 2000\n\n');
      return stream;
    },
    publish(hint) {
      const text = hintText(hint);
      for (const [stream, accepts] of open) if (accepts(hint)) write(stream, text);
    },
    size: () => open.size,
    close() {
      clearInterval(beat);
      for (const stream of open.keys()) stream.push(null);
    },
  };
}

/** One event in the wire format. JSON has no line break, so one `data` line is enough. */
function hintText(hint: Hint): string {
  const { id, customerId: _hidden, ...sent } = hint;
  const resume = id === undefined ? '' : `id: ${id.replace(/[\r\n\0]/g, '')}\n`;
  return `${resume}event: hint\ndata: ${JSON.stringify(sent satisfies SentHint)}\n\n`;
}
