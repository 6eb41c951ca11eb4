/** Asks the owner of technicians where one of them is written to: topics carry no address. */
import { technicianAddressRoutes } from '#contracts/http/dispatch-addresses.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { callService } from '#platform/http/client.ts';
import { ProblemError } from '#platform/http/problem.ts';

/** Null for a technician who has none, or is planned no more. @throws ProblemError while dispatch does not answer */
export function askTechnicianAddress(url: string, tokens: Tokens): (technicianId: string) => Promise<string | null> {
  const actor = serviceActor('orders');
  return async (technicianId) => {
    try {
      const request = { params: { technicianId } };
      return (await callService({ url, contract: technicianAddressRoutes.read, tokens, actor, request })).body.email;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'resource.unknown') return null;
      throw error;
    }
  };
}
