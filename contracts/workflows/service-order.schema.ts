/** The zod forms of what operators and machines send to an order's workflow; checked where the command is decided. */
import * as z from 'zod';

import { Code, Id, Instant } from '../http/schemas.ts';
import { VisitWish as AskedVisit } from '../http/service-order-schemas.ts';
import { commandNames, type CommandName } from './service-order.ts';

/** HTTP refuses control characters in any text before it is read; what comes past it is refused here. */
const VisitWish = AskedVisit.extend({
  timeZone: z
    .string()
    .max(60)
    .regex(/^[A-Za-z0-9_+/-]+$/),
});
const withReason = z.object({ reasonCode: Code.optional() });

const inputs = {
  changeStage: z.object({
    to: Code,
    reasonCode: Code.optional(),
    waitingFor: Code.optional(),
    until: Instant.optional(),
    visit: VisitWish.optional(),
  }),
  cancel: withReason,
  revoke: withReason,
  reopen: withReason,
  planVisit: z.object({ visit: VisitWish }),
  signOff: z.object({
    signatureFileId: Id.optional(),
    noSignatureReasonCode: Code.optional(),
    slaReasonCode: Code.optional(),
    lineIds: z.array(Id).min(1).max(200).optional(),
  }),
  undoSignOff: withReason.extend({ signOff: z.int().min(1).optional() }),
  post: z.object({}),
} satisfies Record<CommandName, z.ZodObject>;

type Parsed = {
  [Name in CommandName]: { readonly name: Name; readonly input: z.output<(typeof inputs)[Name]> };
}[CommandName];

/** True for the name of a command that people send. */
export function isCommandName(name: string): name is CommandName {
  return (commandNames as readonly string[]).includes(name);
}

/** A command's arguments, what is not known left out. Throws ZodError when they do not fit. */
export function parseCommandInput(name: CommandName, input: unknown): Parsed {
  return { name, input: inputs[name].parse(input ?? {}) } as Parsed;
}
