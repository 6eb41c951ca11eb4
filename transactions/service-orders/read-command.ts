/** Turns what was sent (an update's arguments, a signal, a command row) into a command of the rules. */
import { ZodError } from 'zod';

import type { CommandInputs, CommandName, DecideRequest, EffectsEnded } from '#contracts/workflows/service-order.ts';
import type { StoredCommand } from '#db/queries/service-orders.ts';
import type { OwnCommand, PersonCommand } from '#domain/service-orders/commands.ts';
import { isCommandName, parseCommandInput } from '#contracts/workflows/service-order.schema.ts';

/** A person's command by name and input; `signatureSha256` is looked up by the caller. Throws ZodError for rubbish. */
export function personCommand<Name extends CommandName>(
  name: Name,
  input: CommandInputs[Name],
  signatureSha256: string | null,
): PersonCommand {
  const parsed = parseCommandInput(name, input);
  switch (parsed.name) {
    case 'planVisit':
      return { name: 'planVisit', visit: parsed.input.visit };
    case 'signOff': {
      const { signatureFileId = null, noSignatureReasonCode = null, slaReasonCode = null } = parsed.input;
      const { lineIds = null } = parsed.input;
      return { name: 'signOff', signatureFileId, signatureSha256, noSignatureReasonCode, slaReasonCode, lineIds };
    }
    case 'undoSignOff': {
      const { reasonCode = null, signOff = null } = parsed.input;
      return { name: 'undoSignOff', reasonCode, signOff };
    }
    case 'post':
      return { name: 'post' };
    case 'changeStage': {
      const { to, reasonCode = null, waitingFor = null, until = null, visit = null } = parsed.input;
      return { name: 'changeStage', to, reasonCode, waitingFor, until, visit };
    }
    default: {
      const { reasonCode = null } = parsed.input;
      return { name: parsed.name, to: null, reasonCode, waitingFor: null, until: null, visit: null };
    }
  }
}

/** The same of something that may be rubbish: the mistakes instead of a command then. */
export function readPersonCommand(name: CommandName, input: unknown): PersonCommand | ZodError {
  try {
    return personCommand(name, input as CommandInputs[CommandName], null);
  } catch (error) {
    if (error instanceof ZodError) return error;
    throw error;
  }
}

/** What is kept of a message that came without the API: what is known of it, nothing of what is rubbish. */
export function storableInput(name: CommandName, input: unknown): object {
  try {
    return parseCommandInput(name, input).input;
  } catch (error) {
    if (error instanceof ZodError) return {};
    throw error;
  }
}

/** The workflow's own command; the effects' end carries the command that began them. */
export function ownCommand(
  command: Exclude<DecideRequest['command'], { name: CommandName }>,
  begun: StoredCommand | undefined,
): OwnCommand {
  switch (command.name) {
    case 'effectsEnded': {
      const { of, answers }: EffectsEnded = command.input;
      return { name: 'effectsEnded', of, answers, begun: begun ? storedCommand(begun) : null };
    }
    case 'effectsUndone':
      return { name: 'effectsUndone', of: command.input.of };
    default:
      return { name: command.name };
  }
}

/** The command of a row; null for the workflow's own (`rowsChanged`). */
function storedCommand(stored: StoredCommand): PersonCommand | null {
  return isCommandName(stored.name) ? personCommand(stored.name, stored.input as never, null) : null;
}

/** True for a command of a person or machine, which has a row of its own. */
export function isPersons(
  command: DecideRequest['command'],
): command is Extract<DecideRequest['command'], { name: CommandName }> {
  return isCommandName(command.name);
}
