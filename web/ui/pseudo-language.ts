/** A language that nobody speaks: every text with accents, longer, and in brackets. What is not so on a page is no text of the texts files. */
import { textCodes, text } from './texts.ts';
import { speak } from './translation.ts';

const accents: Readonly<Record<string, string>> = {
  ...{ a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', y: 'ý', c: 'ç', n: 'ñ', s: 'š', z: 'ž' },
  ...{ A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ú', Y: 'Ý', C: 'Ç', N: 'Ñ', S: 'Š', Z: 'Ž' },
};
const longerBy = 0.4;
const filler = 'ôñé ťẃô ťĥŕéé ƒôúŕ ƒíṽé šíẋ šéṽéñ ';

/** Its gaps for values stay as they are. */
export function pseudo(words: string): string {
  const said = words
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? part : part.replace(/[A-Za-z]/g, (letter) => accents[letter] ?? letter)))
    .join('');
  const more = filler.repeat(Math.ceil((words.length * longerBy) / filler.length));
  return `⟦${said} ${more.slice(0, Math.ceil(words.length * longerBy)).trim()}⟧`;
}

/** From now on every text is said in it. */
export function speakPseudo(): void {
  speak(Object.fromEntries(textCodes().map((code) => [code, pseudo(text(code))])));
}
