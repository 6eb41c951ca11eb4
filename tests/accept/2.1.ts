/** A company without any data is entered, and reaches a posted invoice, by screens alone: by mouse, and by keyboard only. */
import type { Say } from '#deploy/local/progress.ts';
import { createStack } from '#deploy/local/stack.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { fromCompanyToInvoice } from '../e2e/company-to-invoice.ts';
import { openConsole, signIn } from '../support/console.ts';
import { keyboard, mouse } from '../support/hands.ts';
import type { AcceptOutcome, AcceptSize } from './accept-line.ts';

const hands = { mouse, keyboard } as const;

/** At a short size by keyboard, which presses every button that the mouse would. */
export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const done = [await withHand('keyboard', stack)];
  if (size === 'full') {
    say(`  ${done.join()}`);
    const another = await createStack({ shape: 'one-process', say });
    try {
      await another.start();
      done.push(await withHand('mouse', another));
    } finally {
      await another.remove();
    }
  }
  return { passed: done.every((each) => each.endsWith('0 faults')), figure: done.join('; ') };
}

async function withHand(name: keyof typeof hands, stack: Stack): Promise<string> {
  await using console = await openConsole(stack);
  const { page, faults, look } = console;
  const began = performance.now();
  await signIn(page, stack);
  await fromCompanyToInvoice(page, hands[name](page));
  const seconds = Math.round((performance.now() - began) / 1_000);
  await look(`company-to-invoice-${name}`);
  const invoice = await page.getByRole('heading', { level: 1 }).textContent();
  return [`by ${name} to ${invoice ?? ''} in ${seconds} s`, ...faults(), `${faults().length} faults`].join(', ');
}
