/** The languages in which people are told. */

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** The language of ours that is nearest to a tag such as `de-AT`; English where there is none. */
export function languageOf(tag: string | null): Language {
  const first = (tag ?? '').toLowerCase().split('-', 1)[0];
  return languages.find((language) => language === first) ?? 'en';
}

/** How dates and numbers of a language are written: with the day before the month in English, as the console does. */
export const localeOf = { en: 'en-GB', de: 'de-DE' } as const satisfies Record<Language, string>;
