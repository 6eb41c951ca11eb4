/** Mail: the server that `CALLOUT_SMTP_URL` names, else a catcher of our own that sends nothing on and shows what it got. */
import { join } from 'node:path';
import { tiers } from '../child.ts';
import type { Part, PartRequest } from './part.ts';

export interface MailAddress {
  readonly smtpUrl: string;
  /** Where caught mails are read; '' where none are caught. */
  readonly pageUrl: string;
}

export interface MailRequest extends PartRequest {
  readonly port: number;
  readonly pagePort: number;
}

const program = join(import.meta.dirname, '..', 'mail-catcher', 'main.ts');
/** It keeps mails in files and holds next to nothing. */
const smallHeap = ['--max-old-space-size=64', '--max-semi-space-size=1'];

/** Makes mail ready to be started. */
export async function prepareMail({ dir, env, port, pagePort }: MailRequest): Promise<Part<MailAddress>> {
  const given = env['CALLOUT_SMTP_URL'];
  if (given !== undefined && given !== '') return { address: { smtpUrl: given, pageUrl: '' } };
  const pageUrl = `http://127.0.0.1:${pagePort}`;
  return {
    address: { smtpUrl: `smtp://127.0.0.1:${port}`, pageUrl },
    child: {
      name: 'mail',
      tier: tiers.mail,
      command: process.execPath,
      args: [...smallHeap, program, join(dir, 'mail'), String(port), String(pagePort)],
      cwd: dir,
      env,
      logFile: join(dir, 'logs', 'mail.log'),
      stopSignal: 'SIGTERM',
      stopWithinMs: 5_000,
      readyWithinMs: 30_000,
      isReady: () => answers(pageUrl),
    },
  };
}

async function answers(pageUrl: string): Promise<void> {
  const response = await fetch(`${pageUrl}/messages.json?limit=1`, { signal: AbortSignal.timeout(2_000) });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${pageUrl} answered ${response.status}.`);
}
