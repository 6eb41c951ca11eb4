/** Small pages of our own: no script, no style from elsewhere, every text escaped. */

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe in HTML, between tags and in quoted attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** Where the pages' style lies. */
export const stylePath = '/docs/style.css';

/** A whole page. `content` is HTML already. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Callout</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<header><a href="/">Callout</a> <nav><a href="/docs">Documentation</a> <a href="/openapi.json">OpenAPI</a> <a href="/asyncapi.json">AsyncAPI</a></nav></header>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

/** The style of the pages; readable in light and dark. */
export const style = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 68rem; padding: 1rem; }
header { display: flex; justify-content: space-between; gap: 1rem; flex-wrap: wrap; border-bottom: 1px solid #8886; padding-bottom: .5rem; }
header > a { font-weight: 700; text-decoration: none; }
nav a { margin-left: 1rem; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #8883; overflow-wrap: anywhere; }
code { font: .9em ui-monospace, monospace; }
details { margin: .25rem 0; }
`;
