/** `main.ts FOLDER SMTP-PORT PAGE-PORT`: takes every mail over SMTP, keeps it, shows it, and sends nothing on. */
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { openCaughtMails } from './caught-mails.ts';
import { createPages } from './pages.ts';

const [folder = 'mail', smtpPort = '0', pagePort = '0'] = process.argv.slice(2);
const host = '127.0.0.1';
const mails = openCaughtMails(folder);

const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  size: 10 * 1024 * 1024,
  // That domain is no one's (RFC 2606): it shows what a mail server does with an address that is not there.
  onRcptTo({ address }, _session, callback) {
    if (!address.toLowerCase().endsWith('.invalid')) return callback();
    callback(Object.assign(new Error('There is no such mailbox'), { responseCode: 550 }));
  },
  onData(stream, session, callback) {
    const to = session.envelope.rcptTo.map(({ address }) => address);
    buffer(stream)
      .then((raw) => mails.keep(raw, to))
      .then(
        () => callback(),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
  },
});
smtp.on('error', (error) => process.stderr.write(`${String(error)}\n`));
const pages = createPages(mails);

smtp.listen(Number(smtpPort), host);
pages.listen(Number(pagePort), host);

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    pages.close();
    pages.closeAllConnections();
    smtp.close(() => process.exit(0));
  });
