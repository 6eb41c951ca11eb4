/** Messages of the inbound topics: the same records as over HTTP, with where they come from. */
import * as z from 'zod';

import { FedContact, FedCustomer, FedSite } from '../http/customers-feed.ts';
import { FedTechnician } from '../http/dispatch-feed.ts';
import { ChangedAt, FedId } from '../http/feed-route.ts';
import { SetupId } from '../http/setup-schemas.ts';

const message = <const Kind extends string, Record extends z.ZodObject>(kind: Kind, record: Record) =>
  z.strictObject({
    source: SetupId.describe('The id of the feed source in the set-up'),
    kind: z.literal(kind),
    externalId: FedId,
    changedAt: ChangedAt,
    record,
  });

/** By the area whose service reads the topic. */
export const inboundMessages = {
  customers: z.discriminatedUnion('kind', [
    message('customer', FedCustomer),
    message('site', FedSite),
    message('contact', FedContact),
  ]),
  dispatch: z.discriminatedUnion('kind', [message('technician', FedTechnician)]),
} as const;

export type InboundArea = keyof typeof inboundMessages;
export type InboundMessage<Area extends InboundArea> = z.output<(typeof inboundMessages)[Area]>;

export const inboundMessageAreas = ['customers', 'dispatch'] as const satisfies readonly InboundArea[];
