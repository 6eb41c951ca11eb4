/** Looks at pages of the console in the pseudo-language: what is said in no text of the texts files, and what does not fit. */
import type { Page } from 'playwright-core';

import { pseudoPlace } from '#web/ui/translation.ts';

/** Members of answers that people wrote or that the API says in its own words: they come in marks of their own. */
const dataKeys: ReadonlySet<string> = new Set([
  ...['name', 'label', 'title', 'detail', 'message', 'whoMayLift', 'customerName', 'displayName', 'stageName', 'unit'],
  ...['billToCustomerName', 'description', 'text', 'subject', 'note', 'email', 'street', 'city', 'signedBy', 'reason'],
  ...['internalNote', 'customerNote'],
]);

/**
 * From now on the page speaks the pseudo-language, and marks what comes from the API.
 * @returns ids, codes and numbers that the API has answered, which a page may show as they are
 */
export async function speakPseudoOn(page: Page): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  await page.addInitScript((place) => localStorage.setItem(place, 'on'), pseudoPlace);
  await page.route('**/v1/**', async (route) => {
    if (route.request().method() !== 'GET' || route.request().url().includes('/v1/stream')) return route.continue();
    const response = await route.fetch();
    const isJson = response.headers()['content-type']?.includes('json') === true;
    if (!isJson) return route.fulfill({ response });
    return route.fulfill({ response, body: JSON.stringify(marked(JSON.parse(await response.text()), '', known)) });
  });
  return known;
}

function marked(value: unknown, key: string, known: Set<string>): unknown {
  if (typeof value === 'string') {
    if (dataKeys.has(key) && value !== '') return `«${value}»`;
    known.add(value);
    return value;
  }
  if (Array.isArray(value)) return value.map((each) => marked(each, key, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, marked(each, name, known)]));
}

/** Numbers of things, dates, spans of time, amounts and addresses are nobody’s words; countries and languages are named by the browser. */
const noWords = [
  /«[^«»]*»/g,
  /\b\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\w*( \d{4})?/g,
  /\b(in )?\d+ (minute|hour|day)s?( ago)?/g,
  /\b[A-Z]{1,3}-?\d+\b/g,
  /\b[A-Z]{3}\b/g,
  /\S+@\S+/g,
  /\b(Germany|English|German)\b/g,
];

/** Words on the page, and in its labels for those who do not see it, that come neither from the texts nor from the API. */
export async function strangeWords(page: Page, known: ReadonlySet<string>): Promise<readonly string[]> {
  const words = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const { parentElement, textContent } = node;
      if (parentElement === null || !parentElement.checkVisibility()) continue;
      if (parentElement.closest('script, style, code, kbd, time, noscript, option') === null)
        found.push(textContent ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name) ?? '');
    return found;
  });
  return [...new Set(words)].filter((each) => {
    const left = noWords.reduce((rest, pattern) => rest.replace(pattern, ' '), withoutTexts(each));
    const bare = left.replaceAll(/^[^\p{L}]+|[^\p{L}\d]+$/gu, '');
    return /\p{L}{2,}/u.test(left) && !known.has(bare);
  });
}

/** A text may have another one for a value. */
function withoutTexts(words: string): string {
  const less = words.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ');
  return less === words ? words : withoutTexts(less);
}

/** What sticks out of the page or is cut off at this size. */
export function whatDoesNotFit(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const nameOf = (element: Element) => `${element.tagName} “${(element.textContent ?? '').slice(0, 60)}”`;
    const { scrollWidth, clientWidth } = document.documentElement;
    const scrolls = (element: Element | null): boolean =>
      element !== null && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const isCutOff = (element: Element, { overflowX, textOverflow }: CSSStyleDeclaration) =>
      element.clientWidth > 1 &&
      element.scrollWidth > element.clientWidth + 1 &&
      /hidden|clip/.test(overflowX) &&
      textOverflow !== 'ellipsis' &&
      (element.textContent ?? '').trim() !== '';
    const sticksOut = (element: Element, right: number) =>
      scrollWidth > clientWidth && right > clientWidth + 1 && !scrolls(element.parentElement);
    return [...document.querySelectorAll('body *')].flatMap((element) => {
      const style = getComputedStyle(element);
      const { width, right } = element.getBoundingClientRect();
      if (width === 0 || style.visibility === 'hidden' || style.clipPath !== 'none') return [];
      return [
        ...(isCutOff(element, style) ? [`cut off: ${nameOf(element)}`] : []),
        ...(sticksOut(element, right) ? [`sticks out: ${nameOf(element)}`] : []),
      ];
    });
  });
}
