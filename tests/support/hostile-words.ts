/** Words that attack whoever shows them, in a page or in a spreadsheet. */

/** Set by every script that gets to run; nothing else sets it. */
export const attackedGlobal = 'calloutAttacked';

const mark = `window.${attackedGlobal}=1`;

/** Each begins a formula, then does in a page what it can. */
const formulas = ['=1+1', '@SUM(1)', '+1', '-1', '\t=1'];
const pageAttacks = [
  `<svg/onload=${mark}>`,
  `<script>${mark}</script>`,
  `"><img src=x onerror="${mark}">`,
  `javascript:${mark}`,
  `{{constructor.constructor('${mark}')()}}`,
  '../../../etc/passwd\u202Efdp.html',
];

/** As many attacks as fit into so many characters; another beginning for each field. */
export function hostileWords(longest: number, field: number): string {
  const turned = [
    ...pageAttacks.slice(field % pageAttacks.length),
    ...pageAttacks.slice(0, field % pageAttacks.length),
  ];
  let words = formulas[field % formulas.length] ?? '=1';
  for (const attack of turned) if (words.length + attack.length <= longest) words += attack;
  return words.slice(0, longest);
}
