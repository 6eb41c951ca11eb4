/** The language that the reader has: the texts, and how dates are written. */
import { createContext, useContext, useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';

import { localeOf } from '#domain/notifications/language.ts';
import type { Language } from '#domain/notifications/language.ts';

import { speak } from '../ui/translation.ts';
import { customerDe, problemsDe, sharedDe } from './texts-de.ts';
import { customerEn } from './texts-en.ts';
import type { CustomerText, CustomerTexts } from './texts-en.ts';

const texts: Readonly<Record<Language, CustomerTexts>> = { en: customerEn, de: customerDe };

const problemTitles = Object.fromEntries(
  Object.entries(problemsDe).map(([code, title]) => [`problem.title.${code}`, title]),
);

/** What the shared parts say in a language. */
const shared: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  de: { ...sharedDe, ...problemTitles },
};

type Values = Readonly<Record<string, string | number>>;

export interface Speech {
  readonly language: Language;
  /** BCP 47. */
  readonly locale: string;
  /** The text of a code with its `{names}` filled in. */
  readonly say: (code: CustomerText, values?: Values) => string;
}

/** Speaks a language. */
export function speechIn(language: Language): Speech {
  const say = (code: CustomerText, values: Values = {}) =>
    texts[language][code].replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
  return { language, locale: localeOf[language], say };
}

const SpeechContext = createContext(speechIn('en'));

/** Everything within speaks the language; it is drawn anew when the language changes. */
export function Speaking({ language, children }: { language: Language; children: ReactNode }) {
  // The shared parts read their texts while they are drawn, which is after this.
  const speech = useMemo(() => {
    speak(shared[language]);
    return speechIn(language);
  }, [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <SpeechContext key={language} value={speech}>
      {children}
    </SpeechContext>
  );
}

/** The language of the page. */
export function useSpeech(): Speech {
  return useContext(SpeechContext);
}
