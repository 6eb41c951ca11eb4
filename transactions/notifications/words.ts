/** A notification in words: the texts of the reader's language, with instants on the reader's clock. */
import { IntlMessageFormat } from 'intl-messageformat';

import { notificationTexts } from '#contracts/messages/notifications.ts';
import type { NotificationTextCode, NotificationTexts } from '#contracts/messages/notifications.ts';
import { isProblemCode, problems } from '#contracts/problems/catalogue.ts';
import { localeOf } from '#domain/notifications/language.ts';
import type { Language } from '#domain/notifications/language.ts';
import type { NotificationKind } from '#domain/notifications/notification.ts';
import { isInstant } from '#domain/shared/instant.ts';

export interface Told {
  readonly kind: NotificationKind;
  readonly params: Readonly<Record<string, string | number>>;
  readonly language: Language;
  /** IANA. */
  readonly timeZone: string;
}

export interface Words {
  readonly subject: string;
  readonly text: string;
}

/** Subject and text. @param texts those of another language than the reader's own, for tests */
export function wordsOf(told: Told, texts: NotificationTexts = notificationTexts[told.language]): Words {
  const { kind, language } = told;
  const values = Object.fromEntries(
    Object.entries(told.params).map(([name, value]) => [name, shown(name, value, told, texts)]),
  );
  const say = (code: NotificationTextCode) => formatted(texts[code], language, values);
  // A subject is one line, whatever stands in a parameter.
  return { subject: say(`${kind}.subject`).replaceAll(/\s+/g, ' ').slice(0, 200), text: say(`${kind}.text`) };
}

/** The text of an e-mail: what it tells, where to see more, and who wrote it. */
export function mailTextOf(
  language: Language,
  values: { readonly text: string; readonly link: string },
  texts: NotificationTexts = notificationTexts[language],
): string {
  return formatted(texts['frame.mail'], language, values);
}

const compiled = new Map<string, IntlMessageFormat>();

function formatted(message: string, language: Language, values: Readonly<Record<string, string | number>>): string {
  const key = `${language} ${message}`;
  const format =
    compiled.get(key) ?? new IntlMessageFormat(message, localeOf[language], undefined, { ignoreTag: true });
  compiled.set(key, format);
  return String(format.format({ ...values }));
}

function shown(
  name: string,
  value: string | number,
  { language, timeZone }: Told,
  texts: NotificationTexts,
): string | number {
  if (typeof value !== 'string') return value;
  if (name === 'reason') return reasonIn(texts, value);
  if (!isInstant(value)) return value;
  if (name.endsWith('At')) return clock(language, timeZone, { dateStyle: 'full', timeStyle: 'short' })(value);
  if (name === 'until')
    return clock(language, timeZone, { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })(value);
  return value;
}

/** A refusal's code in words; what is no code, such as the answer of a mail server, as it stands. */
function reasonIn(texts: NotificationTexts, reason: string): string {
  const own = Object.entries(texts).find(([code]) => code === `reason.${reason}`);
  if (own) return own[1];
  return isProblemCode(reason) ? problems[reason].title : reason;
}

function clock(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): (instant: string) => string {
  const format = new Intl.DateTimeFormat(localeOf[language], { ...options, timeZone });
  return (instant) => format.format(new Date(instant));
}
