/** Events of notifications: who was told what by which way, in ids and codes. Addresses and words stay in rows. */
import * as z from 'zod';

import { channels, deliveryStates, notificationKinds, recipientKinds } from '#domain/notifications/notification.ts';

import { Id } from '../http/schemas.ts';
import { event } from './envelope.ts';

const data = z.object({
  kind: z.enum(notificationKinds),
  channel: z.enum(channels),
  recipientKind: z.enum(recipientKinds),
  recipientId: Id,
  orderId: Id.nullable(),
  requestId: Id.nullable(),
  state: z.enum(deliveryStates),
  round: z.int().min(1),
  acknowledged: z.boolean(),
});

const define = <const Verb extends string>(verb: Verb, summary: string) =>
  event({
    area: 'notifications',
    aggregate: 'notification',
    type: `notification.${verb}`,
    schemaVersion: 1,
    summary,
    data,
  });

export const notificationsEvents = {
  created: define('created', 'Somebody is to be told something'),
  changed: define('changed', 'A notification was sent, was not, is sent again, or was acknowledged'),
} as const;
