/** What an order's header says beside whom it is for: by which way it came, when its customer would like it, and where it is done. */

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
