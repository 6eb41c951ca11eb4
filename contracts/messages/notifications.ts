/** The texts of notifications by language; one file for each language, with the same texts in each. */
import type { Language } from '#domain/notifications/language.ts';
import { notificationsDe } from './notifications-de.ts';
import { notificationsEn } from './notifications-en.ts';

export type NotificationTextCode = keyof typeof notificationsEn;
export type NotificationTexts = Readonly<Record<NotificationTextCode, string>>;

export const notificationTexts: Readonly<Record<Language, NotificationTexts>> = {
  en: notificationsEn,
  de: notificationsDe,
};
