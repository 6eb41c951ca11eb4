/** Routes of notifications: everybody's own inbox and preferences, and what everybody was told. */
import type { Express } from 'express';
import * as z from 'zod';

import { notificationRoutes } from '#contracts/http/notifications.ts';
import type { InboxEntry, Notification } from '#contracts/http/notifications.ts';
import { Id, Instant } from '#contracts/http/schemas.ts';
import { quoteRoutes } from '#contracts/http/service-orders-quotes.ts';
import type { Actor } from '#contracts/roles.ts';
import { idempotent } from '#db/idempotency.ts';
import { countOpenInbox, findNotification, searchNotifications } from '#db/queries/notifications.ts';
import type { NotificationRow } from '#db/queries/notifications.ts';
import { findPreferences, keepPreferences } from '#db/queries/notifications-readers.ts';
import type { Preferences } from '#db/queries/notifications-readers.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import { kindOf } from '#domain/notifications/notification.ts';
import { withoutSecret } from '#domain/notifications/secret-link.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import { mount } from '#platform/http/mount.ts';
import { pageOf, pageRequest } from '#platform/http/paging.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { acknowledge, acknowledgeMany, haveSentAgain, takeArrivalsWord } from '#transactions/notifications/answer.ts';
import { wordsOf } from '#transactions/notifications/words.ts';
import { acceptedFields, type RouteParts } from '../kept-rows.ts';

const Place = z.strictObject({ createdAt: Instant, notificationId: Id });
const placeOf = ({ createdAt, notificationId }: z.infer<typeof Place>) => ({ createdAt, notificationId });
const usual = { language: 'en', timeZone: null, wantsMail: false } as const;

/** Mounts every route of the area `notifications`. */
export function mountNotificationRoutes(app: Express, parts: RouteParts): void {
  mountInbox(app, parts);
  mountAcknowledgeMany(app, parts);
  mountPreferences(app, parts);
  mountMessages(app, parts);
}

function mountInbox(app: Express, { db, clock }: RouteParts): void {
  const { inbox, acknowledge: acknowledging } = notificationRoutes;
  mount(app, inbox, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const { acknowledged } = query;
    const recipientId = userIdOf(actor);
    if (recipientId === null) return { status: 200, body: { items: [], nextCursor: null, open: 0 } };
    const found = await transaction(db, actor, async (t) => ({
      reader: await findPreferences(t, recipientId),
      rows: await searchNotifications(t, { channel: 'inbox', recipientId, acknowledged, after, limit: limit + 1 }),
      open: await countOpenInbox(t, recipientId),
    }));
    return {
      status: 200,
      body: {
        ...pageOf(
          found.rows.map((row) => entryOf(row, found.reader)),
          limit,
          placeOf,
        ),
        open: found.open,
      },
    };
  });
  mount(app, acknowledging, async ({ actor, key, params: { notificationId } }) => {
    const userId = userIdOf(actor);
    if (userId === null) throw new ProblemError('resource.unknown');
    const body = await transaction(db, actor, async (t) => {
      const request = { route: acknowledging.id, key, asks: { notificationId } };
      acceptedFields(await idempotent(t, request, () => acknowledge(t, { notificationId, userId }, clock.now())));
      return entryOf(await mustFind(t, notificationId), await findPreferences(t, userId));
    });
    return { status: 200, body };
  });
}

function mountAcknowledgeMany(app: Express, { db, clock }: RouteParts): void {
  const contract = notificationRoutes.acknowledgeMany;
  mount(app, contract, async ({ actor, key, body }) => {
    const userId = userIdOf(actor);
    if (userId === null) return { status: 200, body: { acknowledged: 0, open: 0 } };
    const { notificationIds, until } = body;
    const answer = await transaction(db, actor, async (t) => {
      const request = { route: contract.id, key, asks: body };
      const { acknowledged } = acceptedFields(
        await idempotent(t, request, () => acknowledgeMany(t, { userId, notificationIds, until }, clock.now())),
      );
      return { acknowledged, open: await countOpenInbox(t, userId) };
    });
    return { status: 200, body: answer };
  });
}

function mountPreferences(app: Express, { db }: RouteParts): void {
  mount(app, notificationRoutes.readPreferences, async ({ actor }) => {
    const userId = userIdOf(actor);
    const kept = userId === null ? undefined : await transaction(db, actor, (t) => findPreferences(t, userId));
    return { status: 200, body: kept ?? usual };
  });
  mount(app, notificationRoutes.changePreferences, async ({ actor, body }) => {
    const userId = userIdOf(actor);
    if (userId === null) throw new ProblemError('resource.unknown');
    if (body.timeZone !== null && !isTimeZone(body.timeZone)) throw new ProblemError('notification.time-zone');
    await transaction(db, actor, (t) => keepPreferences(t, userId, body));
    return { status: 200, body };
  });
}

function mountMessages(app: Express, { db, clock }: RouteParts): void {
  const { list, sendAgain, confirmArrival } = notificationRoutes;
  mount(app, list, async ({ actor, query }) => {
    const { limit, after } = pageRequest(query, Place);
    const { channel, state, kind, orderId, caseId } = query;
    const search = { channel, state, kind, orderId, caseId, after, limit: limit + 1 };
    const rows = await transaction(db, actor, (t) => searchNotifications(t, search));
    return {
      status: 200,
      body: pageOf(
        rows.map((row) => notificationOf(row, actor)),
        limit,
        placeOf,
      ),
    };
  });
  for (const [contract, answer] of [
    [sendAgain, haveSentAgain],
    [confirmArrival, takeArrivalsWord],
  ] as const)
    mount(app, contract, async ({ actor, key, params: { notificationId } }) => {
      const row = await transaction(db, actor, async (t) => {
        const request = { route: contract.id, key, asks: { notificationId } };
        acceptedFields(await idempotent(t, request, () => answer(t, notificationId, clock.now())));
        return mustFind(t, notificationId);
      });
      return { status: 200, body: notificationOf(row, actor) };
    });
}

async function mustFind(t: Transaction<'orders'>, notificationId: string): Promise<NotificationRow> {
  const row = await findNotification(t, notificationId);
  if (row === undefined) throw new ProblemError('resource.unknown');
  return row;
}

/** Only users have an inbox. */
function userIdOf({ principal }: Actor): string | null {
  const [kind, id] = principal.split(':', 2);
  return kind === 'user' ? (Id.safeParse(id).data ?? null) : null;
}

/** In the language and on the clock that the reader prefers by now. */
function entryOf(row: NotificationRow, reader: Preferences | undefined): InboxEntry {
  const language = reader?.language ?? row.language;
  const timeZone = reader?.timeZone ?? row.timeZone;
  return { ...commonOf({ ...row, language, timeZone }), acknowledgedAt: row.acknowledgedAt };
}

/** A link that answers for the customer is for those alone who may send it; the others read that it was sent. */
function notificationOf(row: NotificationRow, { roles }: Actor): Notification {
  const { channel, recipientKind, recipientId, address, language, state } = row;
  const { round, tries, error, messageId, sentAt, acknowledgedAt } = row;
  const common = commonOf(row);
  const maySend = quoteRoutes.issue.roles.some((role) => roles.includes(role));
  return {
    ...common,
    text: maySend ? common.text : withoutSecret(common.text, row.params),
    ...{ channel, recipientKind, recipientId, address, language, state },
    ...{ round, tries, error, messageId, sentAt, acknowledgedAt },
  };
}

/** The words are those that were sent; before that, those that would be. */
function commonOf(row: NotificationRow) {
  const { notificationId, version, orderId, requestId, createdAt, params, language, timeZone } = row;
  const kind = kindOf(row.kind);
  const words = wordsOf({ kind, params, language, timeZone });
  const { subject, text } = { subject: row.subject ?? words.subject, text: row.body ?? words.text };
  return { notificationId, version, kind, subject, text, orderId, requestId, createdAt };
}
