/** The product's HTTP door as the bench uses it: few words a call, because the bench shares the machine with what it measures. */
import { randomUUID } from 'node:crypto';
import { Agent, request as sendRequest } from 'node:http';

import { addressOf, etagOf } from '#contracts/http/route.ts';
import type { RouteSpec } from '#contracts/http/route.ts';

export interface ApiRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: object;
  readonly ifMatch?: number;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface Api {
  /** One call of a contract. @throws ApiRefusal for every answer but 2xx */
  readonly call: (contract: RouteSpec, request?: ApiRequest) => Promise<ApiAnswer>;
  readonly close: () => void;
}

/** An answer that is no success, with the code of its problem. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly code: string;

  constructor(contract: RouteSpec, { status, body }: ApiAnswer) {
    super(`${contract.method} ${contract.path} answered ${status}: ${JSON.stringify(body)}`);
    this.code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : '';
  }
}

/** @param token an API token with the roles of an administrator */
export function createApi(url: string, token: string): Api {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  return {
    async call(contract, request = {}) {
      const answer = await exchange(agent, url, token, contract, request);
      if (answer.status >= 300) throw new ApiRefusal(contract, answer);
      return answer;
    },
    close: () => agent.destroy(),
  };
}

interface Exchange {
  readonly agent: Agent;
  readonly address: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly text: string | undefined;
}

function exchange(
  agent: Agent,
  url: string,
  token: string,
  contract: RouteSpec,
  { params, query, body, ifMatch }: ApiRequest,
): Promise<ApiAnswer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${token}`,
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...(contract.idempotent === true ? { 'idempotency-key': randomUUID() } : {}),
    ...(ifMatch === undefined ? {} : { 'if-match': etagOf(ifMatch) }),
  };
  return send(
    { agent, address: url + addressOf(contract, params, query), method: contract.method, headers, text },
    true,
  );
}

/** @param mayRepeat the server closed an idle connection just as it was taken: the same key makes the same request harmless */
function send(exchanged: Exchange, mayRepeat: boolean): Promise<ApiAnswer> {
  const { agent, address, method, headers, text } = exchanged;
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(address, { agent, method, headers }, (incoming) => {
      let answer = '';
      incoming.setEncoding('utf8').on('data', (part: string) => (answer += part));
      incoming.once('error', reject);
      incoming.once('end', () =>
        resolve({ status: incoming.statusCode ?? 0, body: answer === '' ? null : JSON.parse(answer) }),
      );
    });
    outgoing.once('error', (error) => {
      if (mayRepeat && outgoing.reusedSocket) send(exchanged, false).then(resolve, reject);
      else reject(error);
    });
    outgoing.end(text);
  });
}
