/** What the addresses of the inbox and of the list of messages hold. */
import * as z from 'zod';

import { channels, deliveryStates } from '#domain/notifications/notification.ts';

import { ListSearch } from '../../ui/list-search.ts';

export const InboxSearch = z.object({
  ...ListSearch.pick({ cursor: true }).shape,
  /** Only what is new when absent. */
  show: z.literal('all').optional().catch(undefined),
});
export type InboxSearch = z.infer<typeof InboxSearch>;

export const MessageSearch = z.object({
  ...ListSearch.pick({ cursor: true }).shape,
  state: z.enum(deliveryStates).optional().catch(undefined),
  channel: z.enum(channels).optional().catch(undefined),
});
export type MessageSearch = z.infer<typeof MessageSearch>;
