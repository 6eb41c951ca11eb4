/** The texts of the pages in another language than English, for apps whose readers may have one. */

/** Where a browser keeps that it speaks the pseudo-language; nothing of the product sets it. */
export const pseudoPlace = 'callout-pseudo-language';

let spoken: Readonly<Record<string, string>> = {};

/** From now on says these texts by code in another language; every other one stays English. Texts are read when a page is drawn. */
export function speak(texts: Readonly<Record<string, string>>): void {
  spoken = texts;
}

/** A text in the language that is spoken; undefined where it is English. */
export function translationOf(code: string): string | undefined {
  return Object.hasOwn(spoken, code) ? spoken[code] : undefined;
}
