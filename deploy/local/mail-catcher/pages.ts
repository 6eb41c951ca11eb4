/** Where caught mails are read: a list and a page for each, and the same as JSON. */
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { escaped } from '#services/gateway/pages/html.ts';
import type { CaughtMail, CaughtMails } from './caught-mails.ts';

const shownMails = 200;
const mostMails = 5_000;

/** A server that is not listening yet. */
export function createPages(mails: CaughtMails): Server {
  return createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const to = searchParams.get('to');
    const limit = Math.min(Number(searchParams.get('limit') ?? shownMails) || shownMails, mostMails);
    const one = /^\/messages\/([\w-]+)$/.exec(pathname)?.[1];
    const mail = one === undefined ? undefined : mails.find(one);
    if (pathname === '/messages.json')
      send(response, 200, 'application/json', JSON.stringify(mails.list({ to, limit })));
    else if (pathname === '/') send(response, 200, 'text/html; charset=utf-8', listPage(mails.list({ to, limit })));
    else if (mail !== undefined) send(response, 200, 'text/html; charset=utf-8', mailPage(mail));
    else send(response, 404, 'text/html; charset=utf-8', page('Nothing is here', '<p><a href="/">All mails</a></p>'));
  });
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
}

function listPage(mails: readonly CaughtMail[]): string {
  if (mails.length === 0) return page('Caught mails', '<p>No mail has come yet.</p>');
  const rows = mails.map(
    ({ id, receivedAt, to, subject }) =>
      `<tr><td><time datetime="${receivedAt}">${receivedAt.slice(0, 19).replace('T', ' ')}</time></td><td>${escaped(to.join(', '))}</td><td><a href="/messages/${id}">${escaped(subject)}</a></td></tr>`,
  );
  const head = '<tr><th scope="col">Came (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr>';
  return page('Caught mails', `<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`);
}

function mailPage({ subject, from, to, receivedAt, messageId, language, text }: CaughtMail): string {
  const facts = [
    ['From', from],
    ['To', to.join(', ')],
    ['Came', receivedAt],
    ['Language', language],
    ['Message-ID', messageId],
  ].map(([name = '', value = '']) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`);
  const content = `<dl>${facts.join('')}</dl><pre lang="${escaped(language)}" tabindex="0">${escaped(text)}</pre>`;
  return page(subject, `${content}<p><a href="/">All mails</a></p>`);
}

const style = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8883; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
pre { padding: 1rem; border: 1px solid #8884; border-radius: .5rem; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }`;

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`;
}
