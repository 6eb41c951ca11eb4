/** Calls to a running Callout by route contract, as whoever holds an API token: what a test needs to be there before it begins. */
import { addressOf, etagOf } from '#contracts/http/route.ts';
import type { AnswerOf, RequestOf, RouteSpec } from '#contracts/http/route.ts';

interface LooseRequest {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly ifMatch?: number;
}

export type TokenCall = <Spec extends RouteSpec>(contract: Spec, request: RequestOf<Spec>) => Promise<AnswerOf<Spec>>;

/** @returns a function that answers as the contract says, and throws an Error with the problem for everything else */
export function callAs(url: string, token: string): TokenCall {
  return async <Spec extends RouteSpec>(contract: Spec, request: RequestOf<Spec>) => {
    const loose: LooseRequest = request as LooseRequest;
    const response = await fetch(url + addressOf(contract, loose.params, loose.query), {
      method: contract.method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(loose.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(loose.key === undefined ? {} : { 'idempotency-key': loose.key }),
        ...(loose.ifMatch === undefined ? {} : { 'if-match': etagOf(loose.ifMatch) }),
      },
      ...(loose.body === undefined ? {} : { body: JSON.stringify(loose.body) }),
    });
    const text = await response.text();
    const declared = contract.responses[response.status];
    if (declared === undefined) throw new Error(`${contract.id} answered ${response.status}: ${text}`);
    const body = declared.schema === undefined ? undefined : declared.schema.parse(JSON.parse(text));
    return { status: response.status, body } as AnswerOf<Spec>;
  };
}
