/** `npm run demo:remove`: forgets the local installation's data, and has the next start begin without the demo. */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { leaveDemoOut } from '../local/demo-memory.ts';
import { emptyFolder, holdFolder } from '../local/folder.ts';
import { sayOnTerminal } from '../local/progress.ts';

const usage = `npm run demo:remove [-- --yes]
  Postings and events only grow, so the demo cannot be taken out from between your own data: everything that the
  installation knows is forgotten, and the next npm start begins with an empty company.
  --yes  does not ask
  Reads CALLOUT_DIR (.callout). Stop Callout first.`;

const { values } = parseArgs({ options: { yes: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
if (values.help === true) process.stdout.write(`${usage}\n`);
else await main(values.yes === true);

async function main(isSure: boolean): Promise<void> {
  const dir = resolve(process.env['CALLOUT_DIR'] ?? '.callout');
  try {
    if ((process.env['DATABASE_URL'] ?? '') !== '') {
      throw new Error('The data lie on a server of your own (DATABASE_URL): drop its database, and empty the folder.');
    }
    const lock = await holdFolder(dir);
    try {
      if (!isSure && !(await agreed(dir))) throw new Error('Nothing was removed.');
      await emptyFolder(dir, lock, sayOnTerminal);
      leaveDemoOut(dir);
    } finally {
      rmSync(lock, { force: true });
    }
    process.stdout.write(`${dir} is empty. npm start begins anew, without the demo.\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** Without a terminal nobody can agree. */
async function agreed(dir: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(
    `Orders, invoices, users and everything else in ${dir} are forgotten. Type yes: `,
  );
  terminal.close();
  return answer.trim() === 'yes';
}
