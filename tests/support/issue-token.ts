/** API tokens for tests that act as somebody else than the administrator. */
import * as z from 'zod';

import type { Role } from '#contracts/roles.ts';
import type { Desk } from './order-desk.ts';

const Issued = z.object({ secret: z.string() });

/** The secret of a new token; of a customer's when the customer is named. */
export async function issueToken(
  desk: Desk,
  roles: readonly Role[],
  customerId: string | null = null,
): Promise<string> {
  const body = { label: roles.join(' and '), roles, customerId, expiresAt: null };
  return Issued.parse((await desk.mustDo('POST', '/v1/tokens', { body })).body).secret;
}
