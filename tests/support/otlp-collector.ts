/** A collector of traces as an OTLP endpoint sends them, which keeps the spans for the test to look at. */
import { once } from 'node:events';
import { createServer } from 'node:http';

export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
}

export interface OtlpCollector extends AsyncDisposable {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  readonly spansOf: (traceId: string) => readonly CollectedSpan[];
  /** Whether a text came in anywhere, in an attribute of a span say. */
  readonly hasSeen: (text: string) => boolean;
}

/** Listens on a free port for `POST /v1/traces` in protobuf. */
export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = [];
  const messages: Buffer[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const message = Buffer.concat(parts);
      messages.push(message);
      spans.push(...spansIn(message));
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The collector has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    spansOf: (traceId) => spans.filter((span) => span.traceId === traceId),
    hasSeen: (text) => messages.some((message) => message.includes(text)),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Numbers of the fields on the way to a span, in ExportTraceServiceRequest, ResourceSpans and ScopeSpans. */
const resourceSpans = 1;
const scopeSpans = 2;
const spanField = 2;
const fieldOf = { traceId: 1, spanId: 2, parentSpanId: 4, name: 5 } as const;

function spansIn(message: Buffer): readonly CollectedSpan[] {
  const raw = fieldsOf(message, resourceSpans)
    .flatMap((resource) => fieldsOf(resource, scopeSpans))
    .flatMap((scope) => fieldsOf(scope, spanField));
  return raw.map((span) => ({
    traceId: hexOf(span, fieldOf.traceId),
    spanId: hexOf(span, fieldOf.spanId),
    parentSpanId: hexOf(span, fieldOf.parentSpanId),
    name: fieldsOf(span, fieldOf.name)[0]?.toString() ?? '',
  }));
}

function hexOf(message: Buffer, field: number): string {
  return fieldsOf(message, field)[0]?.toString('hex') ?? '';
}

const lengthDelimited = 2;
const bytesOfWireType: Readonly<Record<number, number>> = { 1: 8, 5: 4 };

/** The contents of all fields of a number that have a length, in a protobuf message. */
function fieldsOf(message: Buffer, wanted: number): readonly Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const wireType = tag & 7;
    if (wireType === lengthDelimited) {
      const length = varint();
      if (tag >>> 3 === wanted) found.push(message.subarray(at, at + length));
      at += length;
    } else if (wireType === 0) varint();
    else at += bytesOfWireType[wireType] ?? message.length;
  }
  return found;
}
