/** What the routes of invoicing work with. */
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import type { Clock } from '#platform/clock.ts';
import type { InvoiceParties } from '#transactions/invoicing/issue-invoice.ts';
import type { ThingsSource } from './numbered-things.ts';

export interface InvoicingContext {
  readonly db: Db<'invoicing'>;
  readonly clock: Clock;
  readonly parties: PartiesSource;
  readonly things: ThingsSource;
}

/**
 * Whom an invoice is from and to, under the actor's rights.
 * @throws ProblemError `invoice-proposal.no-customer`, or `unavailable.service` when an owner does not answer
 */
export type PartiesSource = (actor: Actor, billToCustomerId: string) => Promise<InvoiceParties>;
