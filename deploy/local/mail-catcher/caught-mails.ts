/** The mails that were caught: one file each, in the order in which they came. The same mail twice is two. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

export interface CaughtMail {
  readonly id: string;
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly messageId: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
}

export interface CaughtMails {
  /** Keeps a mail; it is on the disk when this resolves. */
  readonly keep: (raw: Buffer, to: readonly string[]) => Promise<void>;
  /** The newest first. */
  readonly list: (wish: { readonly to: string | null; readonly limit: number }) => readonly CaughtMail[];
  readonly find: (id: string) => CaughtMail | undefined;
}

/** The oldest are forgotten beyond this many. */
const keptMails = 5_000;

/** Opens the folder and reads what was caught before. */
export function openCaughtMails(folder: string): CaughtMails {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const mails = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => readMail(join(folder, name)));
  let last = Number(mails.at(-1)?.id.split('-', 1)[0] ?? 0);

  return {
    async keep(raw, to) {
      const { from, messageId = '', subject = '', text = '', headers } = await PostalMime.parse(raw);
      last += 1;
      const id = `${String(last).padStart(9, '0')}-${randomUUID()}`;
      const mail: CaughtMail = {
        ...{ id, to, messageId, subject, text, receivedAt: new Date().toISOString() },
        from: from?.address ?? '',
        language: headers.find(({ key }) => key === 'content-language')?.value ?? '',
      };
      await writeWhole(folder, id, JSON.stringify(mail));
      mails.push(mail);
      while (mails.length > keptMails) rmSync(join(folder, `${mails.shift()?.id ?? ''}.json`), { force: true });
    },
    list: ({ to, limit }) =>
      mails
        .filter((mail) => to === null || mail.to.includes(to))
        .slice(-limit)
        .toReversed(),
    find: (id) => mails.find((mail) => mail.id === id),
  };
}

/** A mail whose sender was told that it was taken is there after a loss of power, too. */
async function writeWhole(folder: string, id: string, content: string): Promise<void> {
  const temporary = join(folder, `${id}.part`);
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(folder, `${id}.json`));
}

function readMail(path: string): readonly CaughtMail[] {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return isMail(value) ? [value] : [];
}

function isMail(value: unknown): value is CaughtMail {
  return typeof value === 'object' && value !== null && 'id' in value && 'to' in value && 'messageId' in value;
}
