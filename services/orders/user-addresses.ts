/** Asks the owner of users where one of them is written to: topics carry no address. */
import { addressRoutes } from '#contracts/http/identity-addresses.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';
import { ProblemError } from '#platform/http/problem.ts';

/** Null for a user who is not there, or can sign in no more. @throws ProblemError while the gateway does not answer */
export function askUserAddress(url: string, tokens: Tokens): (userId: string) => Promise<string | null> {
  const actor = serviceActor('orders');
  return async (userId) => {
    try {
      const request = { params: { userId } };
      return (await callService({ url, contract: addressRoutes.read, tokens, actor, request })).body.email;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'resource.unknown') return null;
      throw error;
    }
  };
}
