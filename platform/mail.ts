/** Mails over SMTP: one connection a mail, and an outcome that says what is known of it. */
import { Readable } from 'node:stream';

import { createTransport } from 'nodemailer';
import * as z from 'zod';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Without angle brackets; the same at every attempt. */
  readonly messageId: string;
  readonly language: string;
}

/**
 * `not-reached`: the server cannot have taken it. `unknown`: it had the whole message and did not answer, so that it may have.
 */
export type MailOutcome =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly isFinal: boolean; readonly reason: string }
  | { readonly kind: 'not-reached'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Mailer {
  /** The part of the sender's address behind the @. */
  readonly domain: string;
  /**
   * Sends a mail once. `beforeTheEnd` runs when the server has all but the end of the message, without which it takes nothing;
   * when it rejects, the end is not sent.
   */
  readonly send: (mail: Mail, beforeTheEnd: () => Promise<void>) => Promise<MailOutcome>;
}

export interface MailerOptions {
  /** `smtp://…` or `smtps://…`; without it nothing is ever sent. */
  readonly smtpUrl: string | undefined;
  /** An address, or `Name <address>`. */
  readonly from: string;
}

const patience = { connectionTimeout: 10_000, greetingTimeout: 15_000, socketTimeout: 30_000 };

/** @throws nothing: what goes wrong is the outcome */
export function createMailer({ smtpUrl, from }: MailerOptions): Mailer {
  const domain = /@([^\s<>@]+)/.exec(from)?.[1] ?? 'localhost';
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const transport = smtpUrl === undefined ? undefined : createTransport({ ...patience, url: smtpUrl });

  async function composed({ to, subject, text, messageId, language }: Mail) {
    const headers = { 'Auto-Submitted': 'auto-generated', 'Content-Language': language };
    const { envelope, message } = await composer.sendMail({
      ...{ from, to: { name: '', address: to }, subject, text, headers },
      messageId: `<${messageId}>`,
    });
    return { envelope, content: message };
  }

  return {
    domain,
    async send(mail, beforeTheEnd) {
      if (transport === undefined) return { kind: 'refused', isFinal: true, reason: 'No mail server is configured' };
      const { envelope, content } = await composed(mail);
      let isHandedOver = false;
      async function* untilTheEnd() {
        yield content;
        await beforeTheEnd();
        isHandedOver = true;
      }
      try {
        await transport.sendMail({ envelope, raw: Readable.from(untilTheEnd()) });
        return { kind: 'taken' };
      } catch (error) {
        return failureOf(error, isHandedOver);
      }
    },
  };
}

const Answered = z.object({ responseCode: z.int().min(400).max(599) });

/** A server that answered has not taken it. Codes from 500 on will not change by trying again (RFC 5321, section 4.2.1). */
function failureOf(error: unknown, isHandedOver: boolean): MailOutcome {
  const reason = error instanceof Error ? error.message : String(error);
  const answered = Answered.safeParse(error);
  if (answered.success) return { kind: 'refused', isFinal: answered.data.responseCode >= 500, reason };
  return { kind: isHandedOver ? 'unknown' : 'not-reached', reason };
}
