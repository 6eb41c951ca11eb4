/** Texts of notifications: each language says the same with the same parameters, and nothing is said beside the texts. */
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';

import { notificationsEn } from '#contracts/messages/notifications-en.ts';
import { notificationTexts } from '#contracts/messages/notifications.ts';
import type { NotificationTexts } from '#contracts/messages/notifications.ts';
import { languages } from '#domain/notifications/language.ts';
import { notificationKinds } from '#domain/notifications/notification.ts';
import type { NotificationKind, NotificationParams } from '#domain/notifications/notification.ts';
import { mailTextOf, wordsOf } from '#transactions/notifications/words.ts';

const visit = { order: 'SO-1', startsAt: '2026-03-02T09:00:00.000Z', until: '2026-03-02T10:30:00.000Z' };
const atSeeblick = { ...visit, customer: 'Seeblick' };
const late = { order: 'SO-1', customer: 'Seeblick', dueAt: '2026-03-02T09:00:00.000Z' };
const waitingRequest = { request: 'R-1', customer: 'Seeblick', dueAt: late.dueAt };
const asked = { request: 'R-1', subject: 'Cold' };
const samples: { readonly [Kind in NotificationKind]: NotificationParams[Kind] } = {
  'order.sla-warned': late,
  'order.sla-breached': late,
  'order.target-warned': late,
  'order.target-breached': late,
  'case.closed': { case: 'CS-1', subject: 'Cold', result: 'Solved' },
  'request.sla-warned': waitingRequest,
  'request.sla-breached': waitingRequest,
  'posting.refused': { order: 'SO-1', customer: 'Seeblick', reason: 'order.parts-missing' },
  'order.answered': { order: 'SO-1', customer: 'Seeblick' },
  'order.stage-reached': { order: 'SO-1', customer: 'Baker & Sons', stage: 'Planned' },
  'command.stuck': { order: 'SO-1', command: 'post', minutes: 1 },
  'mail.failed': { address: 'a@b.example', subject: 'X', reason: '550' },
  'mail.uncertain': { address: 'a@b.example', subject: 'X' },
  'request.received': asked,
  'request.accepted': { ...asked, order: 'SO-1' },
  'request.rejected': { ...asked, note: '!' },
  'order.asked': { order: 'SO-1', question: 'Who lets us in?' },
  'quote.issued': { quote: 'Q-1', order: 'SO-1', lastAt: late.dueAt, path: '/customer/quotes/1?key=2' },
  'quote.approved': { quote: 'Q-1', order: 'SO-1', customer: 'Seeblick' },
  'quote.rejected': { quote: 'Q-1', order: 'SO-1', customer: 'Seeblick' },
  'quote.expired': { quote: 'Q-1', order: 'SO-1', customer: 'Seeblick' },
  'visit.planned': visit,
  'visit.moved': visit,
  'visit.cancelled': visit,
  'order.completed': { order: 'SO-1' },
  'order.stage-entered': { order: 'SO-1', stage: 'Planned' },
  'technician.visit-planned': atSeeblick,
  'technician.visit-moved': atSeeblick,
  'technician.visit-reassigned': atSeeblick,
  'technician.visit-cancelled': atSeeblick,
};

/** Whether a language has every text. */
function isWhole(texts: Readonly<Record<string, string>>): texts is NotificationTexts {
  return Object.keys(notificationsEn).every((code) => Object.hasOwn(texts, code));
}

/** The names between braces, of plurals too. */
function parametersOf(message: string): readonly string[] {
  return [...new Set([...message.matchAll(/\{(\w+)(?:\}|, plural)/g)].map(([, name = '']) => name))].toSorted();
}

describe.each(languages)('in %s', (language) => {
  const texts: Readonly<Record<string, string>> = notificationTexts[language];

  test('every text is there, with the parameters that it has in English', () => {
    const shape = (of: Readonly<Record<string, string>>) =>
      Object.entries(of).map(([code, message]) => [code, parametersOf(message)]);
    expect(shape(texts)).toEqual(shape(notificationsEn));
    expect(Object.values(texts).filter((message) => message.trim() === '')).toEqual([]);
    for (const message of Object.values(texts)) expect(() => new IntlMessageFormat(message, language)).not.toThrow();
  });

  test.each(notificationKinds)('%s is told with every parameter filled in', (kind) => {
    const { subject, text } = wordsOf({ kind, params: samples[kind], language, timeZone: 'Europe/Vienna' });
    expect(`${subject}${text}`).not.toMatch(/[{}]|undefined|NaN|\d{4}-\d\d-\d\dT/);
    expect(subject).toContain(Object.values(samples[kind])[0]);
  });
});

test('an instant is told on the reader’s clock, in the reader’s words, and one minute is no minutes', () => {
  const params = samples['visit.planned'];
  const german = wordsOf({ kind: 'visit.planned', params, language: 'de', timeZone: 'Europe/Vienna' });
  const english = wordsOf({ kind: 'visit.planned', params, language: 'en', timeZone: 'America/New_York' });
  expect(german.text).toMatch(/Montag, 2\. März 2026.*10:00.*11:30/);
  expect(english.text).toMatch(/Monday,? 2 March 2026.*04:00.*05:30/);
  const stuck = { kind: 'command.stuck', timeZone: 'UTC', language: 'de' } as const;
  expect(wordsOf({ ...stuck, params: { order: '1', command: 'post', minutes: 1 } }).text).toContain('1 Minute ');
  expect(wordsOf({ ...stuck, params: { order: '1', command: 'post', minutes: 7 } }).text).toContain('7 Minuten ');
});

test('why an order could not be posted is told in the reader’s language, and by the problem’s title where it has no text', () => {
  const told = (reason: string) => {
    const params = { order: 'SO-1', customer: 'Seeblick', reason };
    return wordsOf({ kind: 'posting.refused', params, language: 'de', timeZone: 'UTC' }).text;
  };
  expect(told('order.parts-missing')).toContain('nicht gebucht werden: es fehlen Teile');
  expect(told('order.nothing-to-post')).toContain('No confirmed line is left to post');
  expect(told('What a row of before says')).toContain('What a row of before says');
});

test('a subject is one line, whatever a customer wrote', () => {
  const params = { request: 'R-1', subject: 'Cold\r\nBcc: everybody@seeblick.example' };
  for (const language of languages)
    expect(wordsOf({ kind: 'request.received', params, language, timeZone: 'UTC' }).subject).not.toMatch(/[\r\n]/);
});

describe('in a language of one letter', () => {
  /** Every letter outside of braces becomes an x, so that whatever else is read did not come from the texts. */
  const one = (message: string) =>
    message.replace(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\p{L}/gu, (part) => (part.startsWith('{') ? unplural(part) : 'x'));
  const unplural = (part: string) => (part.includes('plural') ? `{${parametersOf(part)[0] ?? ''}}` : part);
  const pseudo = Object.fromEntries(Object.entries(notificationsEn).map(([code, message]) => [code, one(message)]));

  test.each(notificationKinds)('nothing of %s is said beside the texts', (kind) => {
    const params = Object.fromEntries(Object.keys(samples[kind]).map((name) => [name, '0']));
    if (!isWhole(pseudo)) throw new Error('The language of one letter lacks a text');
    const { subject, text } = wordsOf({ kind, params, language: 'en', timeZone: 'UTC' }, pseudo);
    const whole = mailTextOf('en', { text, link: '0' }, pseudo);
    expect(`${subject}${whole}`.replaceAll(/[x\P{L}]/gu, '')).toBe('');
  });
});
