/** The doors of notifications: the inbox of who asks, what everybody was told, and what may be done about a mail. */
import * as z from 'zod';

import { languages } from '#domain/notifications/language.ts';
import { channels, deliveryStates, notificationKinds, recipientKinds } from '#domain/notifications/notification.ts';

import { messageReaders, office, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, Page, PageQuery } from './schemas.ts';

const area = 'notifications';
const params = z.strictObject({ notificationId: Id });

const common = {
  notificationId: Id,
  version: z.int(),
  kind: z.enum(notificationKinds),
  subject: z.string(),
  text: z.string(),
  orderId: Id.nullable(),
  requestId: Id.nullable(),
  createdAt: Instant,
};

export const InboxEntry = z
  .strictObject({ ...common, acknowledgedAt: Instant.nullable() })
  .meta({ id: 'InboxEntry', description: 'A line in somebody’s inbox, in the language and time zone of who reads it' });
export type InboxEntry = z.infer<typeof InboxEntry>;

export const Notification = z
  .strictObject({
    ...common,
    channel: z.enum(channels),
    recipientKind: z.enum(recipientKinds),
    recipientId: Id,
    address: z.string().nullable().describe('Of an e-mail, as soon as it is known'),
    language: z.enum(languages),
    state: z
      .enum(deliveryStates)
      .describe('`uncertain`: the mail server may have taken it, and a person has to say what to do'),
    round: z.int().min(1).describe('How often it was begun to be sent: by itself, and by people'),
    tries: z.int().min(0),
    error: z.string().nullable().describe('Why the last attempt did not succeed'),
    messageId: z.string().nullable(),
    sentAt: Instant.nullable(),
    acknowledgedAt: Instant.nullable(),
  })
  .meta({ id: 'Notification' });
export type Notification = z.infer<typeof Notification>;

export const NotificationPreferences = z
  .strictObject({
    language: z.enum(languages),
    timeZone: z.string().min(1).max(60).nullable().describe('IANA; the company’s when null'),
    wantsMail: z.boolean().describe('Whether what comes into the inbox also comes by e-mail'),
  })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

const problems = ['resource.unknown', 'idempotency.other-body'] as const;

export const notificationRoutes = {
  inbox: route({
    id: 'listInbox',
    area,
    method: 'GET',
    path: '/v1/inbox',
    summary: 'What I was told, the newest first; an API token has no inbox',
    roles: staffRoles,
    query: z.strictObject({
      ...PageQuery.shape,
      acknowledged: z.boolean().optional().describe('Both when absent'),
    }),
    responses: {
      200: {
        description: 'A page, and how many of all are not acknowledged',
        schema: z.strictObject({ ...Page(InboxEntry).shape, open: z.int().min(0) }),
      },
    },
    problems: [],
  }),
  acknowledge: route({
    id: 'acknowledgeNotification',
    area,
    method: 'POST',
    path: '/v1/inbox/:notificationId/acknowledge',
    summary: 'I have seen it; once more changes nothing',
    roles: staffRoles,
    params,
    body: z.strictObject({}),
    responses: { 200: { description: 'Acknowledged', schema: InboxEntry } },
    problems,
    idempotent: true,
  }),
  acknowledgeMany: route({
    id: 'acknowledgeNotifications',
    area,
    method: 'POST',
    path: '/v1/inbox/acknowledge',
    summary: 'I have seen these, or all; once more changes nothing',
    roles: staffRoles,
    body: z.strictObject({
      notificationIds: z.array(Id).min(1).max(200).optional().describe('All that I have not acknowledged when absent'),
      until: Instant.optional().describe('Only what I was told until then'),
    }),
    responses: {
      200: {
        description: 'How many were, at most 500 at once, and how many are left',
        schema: z.strictObject({ acknowledged: z.int().min(0), open: z.int().min(0) }),
      },
    },
    problems: ['idempotency.other-body'],
    idempotent: true,
  }),
  readPreferences: route({
    id: 'readNotificationPreferences',
    area,
    method: 'GET',
    path: '/v1/notification-preferences',
    summary: 'How I want to be told',
    roles: staffRoles,
    responses: { 200: { description: 'What holds for me', schema: NotificationPreferences } },
    problems: [],
  }),
  changePreferences: route({
    id: 'changeNotificationPreferences',
    area,
    method: 'PUT',
    path: '/v1/notification-preferences',
    summary: 'Change how I want to be told',
    roles: staffRoles,
    body: NotificationPreferences,
    responses: { 200: { description: 'What holds for me now', schema: NotificationPreferences } },
    problems: ['resource.unknown', 'notification.time-zone'],
  }),
  list: route({
    id: 'listNotifications',
    area,
    method: 'GET',
    path: '/v1/notifications',
    summary: 'What people were told, the newest first',
    roles: messageReaders,
    query: z.strictObject({
      ...PageQuery.shape,
      channel: z.enum(channels).optional(),
      state: z.enum(deliveryStates).optional(),
      kind: z.enum(notificationKinds).optional(),
      orderId: Id.optional(),
      caseId: Id.optional().describe('About the case itself, its requests or its orders'),
    }),
    responses: { 200: { description: 'A page', schema: Page(Notification) } },
    problems: [],
  }),
  sendAgain: route({
    id: 'sendNotificationAgain',
    area,
    method: 'POST',
    path: '/v1/notifications/:notificationId/send-again',
    summary: 'Send a mail again that failed, is uncertain, or was lost on its way',
    roles: office,
    params,
    body: z.strictObject({}),
    responses: { 200: { description: 'Waiting to be sent', schema: Notification } },
    problems: [...problems, 'notification.not-mail', 'notification.on-its-way'],
    idempotent: true,
  }),
  confirmArrival: route({
    id: 'confirmNotificationArrival',
    area,
    method: 'POST',
    path: '/v1/notifications/:notificationId/confirm-arrival',
    summary: 'Say that an uncertain mail has arrived',
    roles: office,
    params,
    body: z.strictObject({}),
    responses: { 200: { description: 'Sent', schema: Notification } },
    problems: [...problems, 'notification.not-mail', 'notification.not-uncertain'],
    idempotent: true,
  }),
} as const;
