/** The worker that sends mails for their workflows. */
import { createNotificationsActivities } from '#activities/notifications.ts';
import { taskQueues } from '#contracts/workflows/ids.ts';
import type { Db } from '#db/connection.ts';
import type { Clock } from '#platform/clock.ts';
import type { ServiceConfig } from '#platform/config.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { createMailer } from '#platform/mail.ts';
import type { RunningWorker, Temporal } from '#platform/temporal/connect.ts';
import { askTechnicianAddress } from './technician-addresses.ts';
import { askUserAddress } from './user-addresses.ts';

export interface MailWorkerParts {
  readonly db: Db<'orders'>;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly temporal: Temporal;
}

/** Runs from the first connection to Temporal on. */
export function runMailWorker(
  { db, clock, tokens, temporal }: MailWorkerParts,
  { publicUrl, mail, urls }: Pick<ServiceConfig, 'publicUrl' | 'mail' | 'urls'>,
): RunningWorker {
  const mailer = createMailer(mail);
  const addressOf = {
    user: askUserAddress(urls.gateway, tokens),
    technician: askTechnicianAddress(urls.dispatch, tokens),
  };
  return temporal.runWorker({
    taskQueue: taskQueues.notifications,
    activities: createNotificationsActivities({ db, clock, mailer, addressOf, publicUrl }),
  });
}
