/** What makes a creation repeatable: the id comes from who asked where under which Idempotency-Key. */
import { createHash } from 'node:crypto';

import type { Actor } from '#contracts/roles.ts';

export interface Creation {
  readonly id: string;
  /** Tells the same request sent again from another one under the same key. */
  readonly requestHash: string;
}

/**
 * @param route the operation id
 * @param request what the request asks for, without secrets: its hash is kept
 */
export function creationOf(actor: Actor, route: string, key: string, request: object): Creation {
  const bytes = createHash('sha256')
    .update(JSON.stringify([actor.principal, route, key]))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6); // UUID version 8: made by a rule of our own
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { id, requestHash: createHash('sha256').update(JSON.stringify(request)).digest('hex') };
}
