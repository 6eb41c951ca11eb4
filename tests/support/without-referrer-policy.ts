/** A way to a server on this machine that leaves the header Referrer-Policy out: Lighthouse 13.5 aborts every page that sends one. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Passage extends AsyncDisposable {
  readonly url: string;
}

/** Passes on all else as it is, until disposed of. */
export async function withoutReferrerPolicy(target: string): Promise<Passage> {
  const server = createServer((incoming, outgoing) => pass(new URL(incoming.url ?? '/', target), incoming, outgoing));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The passage has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function pass(url: URL, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers } = incoming;
  const onward = request(url, { method, headers }, (answer) => {
    const { 'referrer-policy': _left, ...kept } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, kept);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  incoming.pipe(onward);
}
