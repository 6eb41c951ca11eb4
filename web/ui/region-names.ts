/** Names of countries and languages by their codes, as the browser knows them. */
const locale = 'en-GB';
const regions = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
const languages = new Intl.DisplayNames(locale, { type: 'language' });

/** Codes that have a name and are no country: unions, islands that post under another code, and what is set aside. */
const noCountries = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'ZZ']);
const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** The name of a country; its code where there is none. */
export function countryName(code: string): string {
  return regions.of(code) ?? code;
}

/** The name of a language, such as `Austrian German` of `de-AT`. */
export function languageName(code: string): string {
  return languages.of(code) ?? code;
}

/** Every country by its name. */
export function countryNames(): readonly { readonly code: string; readonly name: string }[] {
  const codes = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountry);
  return codes
    .map((code) => ({ code, name: countryName(code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale));
}

/** True for a code that has a name and was not given up for another one. */
function isCountry(code: string): boolean {
  const isCurrent = new Intl.Locale(`und-${code}`).region === code;
  return isCurrent && !noCountries.has(code) && regions.of(code) !== undefined;
}
