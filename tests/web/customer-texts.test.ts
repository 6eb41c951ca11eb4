/** The customers’ texts: each language says the same with the same parameters, and requests carry what has no field. */
import { expect, test } from 'vitest';

import { problems } from '#contracts/problems/catalogue.ts';
import { languages } from '#domain/notifications/language.ts';
import { nothingAsked, requestOf } from '#web/customer/asking.ts';
import { speechIn } from '#web/customer/speaking.tsx';
import { customerDe, problemsDe, sharedDe } from '#web/customer/texts-de.ts';
import { customerEn } from '#web/customer/texts-en.ts';
import { text } from '#web/ui/texts.ts';
import type { TextCode } from '#web/ui/texts.ts';
import { speak } from '#web/ui/translation.ts';

const parametersOf = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
const shape = (texts: object) => Object.entries(texts).map(([code, words]) => [code, parametersOf(String(words))]);

test('German has every text with the parameters that it has in English', () => {
  expect(shape(customerDe).toSorted()).toEqual(shape(customerEn).toSorted());
  expect(Object.values(customerDe).filter((words) => words.trim() === '')).toEqual([]);
});

test('what is shared with the console is said in German with the same parameters, and English is English again', () => {
  const codes = Object.keys(sharedDe) as TextCode[];
  const english = codes.map((code) => [code, parametersOf(text(code))]);
  expect(shape(sharedDe)).toEqual(english);
  expect(Object.keys(problemsDe).filter((code) => !Object.hasOwn(problems, code))).toEqual([]);

  speak(sharedDe);
  expect(text('app.signOut')).toBe('Abmelden');
  speak({});
  expect(text('app.signOut')).toBe('Sign out');
});

test.each(languages)('what has no field of its own in a request is a line of its description, in %s', (language) => {
  const { say } = speechIn(language);
  const asked = { ...nothingAsked, subject: ' Stands ', since: 'Monday', urgency: 'soon', phone: '1', more: 'Noise' };
  const { subject, description, siteId } = requestOf(asked, say);
  expect([subject, siteId]).toEqual(['Stands', null]);
  expect(description?.split('\n')).toEqual([
    'Noise',
    say('line.since', { words: 'Monday' }),
    say('line.urgency', { words: say('ask.urgency.soon') }),
    say('line.phone', { words: '1' }),
  ]);
  expect(requestOf(nothingAsked, say).description).toBeNull();
});
