/** Sends mails, as the activities of their workflow: the row says before and after each step how far it has come. */
import { setInterval } from 'node:timers';

import { ApplicationFailure, Context } from '@temporalio/activity';

import type { NotificationInput } from '#contracts/workflows/notification.ts';
import type { Db } from '#db/connection.ts';
import type { Clock } from '#platform/clock.ts';
import type { Mailer } from '#platform/mail.ts';
import {
  beginAttempt,
  giveUp,
  noteHandingOver,
  settleAttempt,
  readerToAsk,
} from '#transactions/notifications/deliver.ts';
import type { AskedKind } from '#transactions/notifications/deliver.ts';

export interface NotificationsActivities {
  /** One attempt. @throws while it is worth trying again */
  sendMail(input: NotificationInput): Promise<void>;
  /** Ends a mail that was tried for long enough. */
  giveUpMail(input: NotificationInput): Promise<void>;
}

export interface NotificationsDeps {
  readonly db: Db<'orders'>;
  readonly clock: Clock;
  readonly mailer: Mailer;
  /** Asks who keeps the address of a reader; null for one who is not there, has none, or is of the staff no more. */
  readonly addressOf: Readonly<Record<AskedKind, (recipientId: string) => Promise<string | null>>>;
  readonly publicUrl: string;
}

/** A killed process is noticed when this is missed for the workflow's heartbeat time-out. */
const beatEveryMs = 1_000;

export function createNotificationsActivities(deps: NotificationsDeps): NotificationsActivities {
  const { db, clock, mailer, addressOf, publicUrl } = deps;

  async function attempt({ notificationId, round }: NotificationInput): Promise<void> {
    const reader = await readerToAsk(db, notificationId);
    const address = reader === null ? null : await addressOf[reader.kind](reader.recipientId);
    const sender = { domain: mailer.domain, publicUrl };
    const prepared = await beginAttempt(db, { notificationId, round, address }, sender, clock.now());
    if (prepared === null) return;
    const { attempt: current, ...mail } = prepared;
    const outcome = await mailer.send(mail, () => noteHandingOver(db, current));
    const state = await settleAttempt(db, current, outcome, clock.now());
    if (state === 'waiting' && outcome.kind !== 'taken') {
      throw ApplicationFailure.create({ type: 'notification.not-sent', message: outcome.reason });
    }
  }

  return {
    async sendMail(input) {
      const context = Context.current();
      const beat = setInterval(() => context.heartbeat(), beatEveryMs);
      try {
        await attempt(input);
      } finally {
        clearInterval(beat);
      }
    },
    giveUpMail: ({ notificationId, round }) => giveUp(db, { notificationId, round }, clock.now()),
  };
}
