/** What an order's header says beside whom it is for: by which way it came, when its customer would like it, and where it is done. */

import { addMs, compareInstants, type Instant } from '../shared/instant.ts';

/** The ways in which orders come to be. */
export const orderOrigins = ['manual', 'request', 'agreement', 'sales-order', 'follow-up', 'import'] as const;
export type OrderOrigin = (typeof orderOrigins)[number];

/** A day, and perhaps a time of it, as clocks show it where the work is done. */
export interface PreferredTime {
  readonly date: string;
  /** `14:30`; null for any time of the day. */
  readonly time: string | null;
  /** IANA, such as Europe/Berlin. */
  readonly timeZone: string;
}

/** Where the work is done, as it was when the order was created. */
export interface ServiceAddress {
  readonly name: string;
  readonly address: {
    readonly street: string;
    readonly postalCode: string;
    readonly city: string;
    readonly country: string;
  } | null;
}

/** What an order was made of; what is left out, or null, it was not made of. */
export interface MadeOf {
  readonly isImported: boolean;
  readonly requestId?: string | null | undefined;
  readonly followUpOf?: string | null | undefined;
  readonly salesOrderNumber?: string | null | undefined;
  readonly agreementId?: string | null | undefined;
}

/** The way by which an order came: what it was made of, and only without that the agreement that it is under. */
export function originOf({ isImported, requestId, followUpOf, salesOrderNumber, agreementId }: MadeOf): OrderOrigin {
  if (isImported) return 'import';
  if (requestId) return 'request';
  if (followUpOf) return 'follow-up';
  if (salesOrderNumber) return 'sales-order';
  return agreementId ? 'agreement' : 'manual';
}

/** What an order that is followed up was, and when it ended; null while it has not. */
interface Followed {
  readonly repeatNumber: number;
  readonly endedAt: Instant | null;
}

const dayMs = 86_400_000;

/** How many repeat visits stand before an order that follows another: none where it comes too late to be one. */
export function repeatNumberAfter({ repeatNumber, endedAt }: Followed, at: Instant, withinDays: number): number {
  const isRepeat = endedAt === null || compareInstants(at, addMs(endedAt, withinDays * dayMs)) < 0;
  return isRepeat ? repeatNumber + 1 : 0;
}
