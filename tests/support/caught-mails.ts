/** Mails as the catcher of a stack has got them. */
import * as z from 'zod';

import type { Stack } from '#deploy/local/stack.ts';

const Caught = z.array(
  z.object({
    to: z.array(z.string()),
    messageId: z.string(),
    language: z.string(),
    subject: z.string(),
    text: z.string(),
  }),
);
export type CaughtMail = z.infer<typeof Caught>[number];

/** What came for an address, the oldest first; the same mail twice is two. */
export async function mailsTo(stack: Pick<Stack, 'installation'>, to: string): Promise<readonly CaughtMail[]> {
  const address = `${stack.installation.servers.mailUrl}/messages.json?limit=5000&to=${encodeURIComponent(to)}`;
  return Caught.parse(await (await fetch(address)).json()).toReversed();
}
