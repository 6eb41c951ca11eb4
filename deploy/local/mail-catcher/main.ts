/** `main.ts FOLDER SMTP-PORT PAGE-PORT`: takes every mail over SMTP, keeps it, shows it, and sends nothing on. */
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { openCaughtMails } from './caught-mails.ts';
import { createPages } from './pages.ts';

const [folder = 'mail', smtpPort = '0', pagePort = '0'] = process.argv.slice(2);
const host = '127.0.0.1';
const mails = openCaughtMails(folder);

/** Keeps a mail; what went wrong, or null when it is on the disk. */
async function failureOfKeeping(stream: Readable, to: readonly string[]): Promise<Error | null> {
  try {
    await mails.keep(await buffer(stream), to);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

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
    const answer = async () => callback(await failureOfKeeping(stream, to));
    void answer();
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
