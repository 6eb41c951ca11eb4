/** The decision about an order: one transaction under its row's lock. The only way in which an order changes stage. */
import { v7 as uuidv7 } from 'uuid';
import { ZodError } from 'zod';

import { temporalOperator, type Actor } from '#contracts/roles.ts';
import type { Decided, DecideRequest, Outcome } from '#contracts/workflows/service-order.ts';
import type { Db } from '#db/connection.ts';
import { settleCommand, type NewCommand } from '#db/queries/commands.ts';
import { findFileHash } from '#db/queries/files.ts';
import { insertNote } from '#db/queries/repair-lines.ts';
import { loadOrderParts, lockOrder, orderOf, type OrderRow, type StoredCommand } from '#db/queries/service-orders.ts';
import { transaction, type Transaction } from '#db/transaction.ts';
import { refused, type OrderCommand, type OrderDecision } from '#domain/service-orders/commands.ts';
import { decide } from '#domain/service-orders/decide.ts';
import type { OrderFact } from '#domain/service-orders/facts.ts';
import type { Held } from '#domain/service-orders/obstacles.ts';
import type { ServiceOrder } from '#domain/service-orders/order.ts';
import { acceptsOrder } from '#domain/service-orders/sign-offs.ts';
import { addMs, later } from '#domain/shared/instant.ts';
import { tellOfQuestion } from '../notifications/of-orders.ts';
import { ownsOrder } from './claim.ts';
import { decisionContext, reasonGiven } from './decision-context.ts';
import { isPersons, ownCommand, readPersonCommand, storableInput } from './read-command.ts';
import { saveFacts } from './save.ts';
import { keepSigned, signingOf, type Signing } from './signing.ts';
import { viewOf } from './view.ts';

/** How long after its budget a pending command is sent again, in case its workflow's task was lost. */
const pendingGraceMs = 15_000;

const mayEnd: ReadonlySet<string> = new Set(['changeStage', 'cancel', 'revoke', 'reopen', 'effectsEnded']);

/**
 * Decides a command of a person or of the workflow itself. A command that was decided before answers what was decided
 * then, with the order as it is now.
 */
export async function decideCommand(db: Db<'orders'>, request: DecideRequest): Promise<Decided> {
  return transaction(db, temporalOperator, async (t) => {
    const row = await lockOrder(t, request.orderId);
    if (!row) throw new Error(`There is no order ${request.orderId}`);
    if (!ownsOrder(row, request.run)) return { kind: 'superseded' };
    const parts = await loadOrderParts(t, row.orderId, commandsOf(request));
    const taken = { request, row, stored: parts.commands.find((command) => command.commandId === request.key) };
    const order = orderOf(row, parts);
    const begun = parts.commands.find((command) => command.commandId === begunBy(request));
    const { outcome, after, model } = await settle(t, order, taken, begun);
    return { kind: 'decided', outcome, view: viewOf(after, model, row.customerNumber, request.now) };
  });
}

interface Taken {
  readonly request: DecideRequest;
  readonly row: OrderRow;
  readonly stored: StoredCommand | undefined;
}

function begunBy({ command }: DecideRequest): string | null {
  return command.name === 'effectsEnded' || command.name === 'effectsUndone' ? command.input.of : null;
}

function commandsOf(request: DecideRequest): readonly string[] {
  const begun = begunBy(request);
  return isPersons(request.command) ? [request.key] : begun === null ? [] : [begun];
}

async function settle(t: Transaction<'orders'>, order: ServiceOrder, taken: Taken, begun: StoredCommand | undefined) {
  const { request, row, stored } = taken;
  const actor = actorOf(stored ?? begun, request);
  const at = later(instantOf(stored ?? begun, request, row), row.lastEventAt);
  const context = await decisionContext(t, row, {
    ...{ key: request.key, at, now: request.now, roles: rolesOf(stored, request) },
    mayEnd: mayEnd.has(request.command.name),
    posts: request.command.name === 'post',
  });
  const known = storedOutcome(stored);
  if (known) return { outcome: known, after: order, model: context.model };
  const { decision, signing } = await judged(t, order, taken, begun, context);
  if (decision.kind === 'settled')
    return { outcome: storedOutcome(begun) ?? doneAt(order), after: order, model: context.model };
  const facts = [...decision.facts, ...refusalToRecord(decision, request)];
  const signer = signerOf(taken, actor);
  const signedBy = acceptsOrder(facts) ? signer : undefined;
  const after = await saveFacts(t, order, facts, { at, principal: actor.principal, signedBy, under: row });
  await keepSigned(t, after, facts, signing, signer);
  const outcome = outcomeOf(decision, after);
  if (outcome.kind === 'done') await keepWords(t, after, (stored ?? begun)?.words ?? {}, actor.principal);
  await storeOutcomes(t, taken, begun, { outcome, facts, at, after, budgetMs: context.budgetMs, actor });
  return { outcome, after, model: context.model };
}

/** Who accepts by a sign-off: whom its sender named, or else who sent it. */
function signerOf({ request, stored }: Taken, { principal }: Pick<Actor, 'principal'>): string | undefined {
  return request.command.name === 'signOff' ? (stored?.words?.['signedBy'] ?? principal) : undefined;
}

/** What was written with a command, and what the customer is asked with it, stand on the timeline beside what it did. */
async function keepWords(
  t: Transaction<'orders'>,
  after: ServiceOrder,
  { note, question }: Readonly<Record<string, string>>,
  principal: string,
): Promise<void> {
  const at = { version: after.version, createdAt: after.lastEventAt, principal };
  if (note !== undefined) await insertNote(t, after, { ...at, noteId: uuidv7(), kind: 'command', text: note });
  if (question === undefined) return;
  await insertNote(t, after, { ...at, noteId: uuidv7(), kind: 'question', text: question });
  await tellOfQuestion(t, question, after);
}

async function judged(
  t: Transaction<'orders'>,
  order: ServiceOrder,
  { request, row, stored }: Taken,
  begun: StoredCommand | undefined,
  context: Parameters<typeof decide>[2],
): Promise<{ readonly decision: OrderDecision; readonly signing: Signing }> {
  const command = await commandOf(t, request, stored, begun);
  if (command instanceof ZodError)
    return { decision: refused('request.invalid', { params: { detail: whereItIsWrong(command) } }), signing: {} };
  const signing = await signingOf(t, order, command);
  const decision = decide(order, command, { ...context, ...signing, reason: await reasonGiven(t, row, command) });
  return { decision, signing };
}

/** Fields and kinds of mistakes; never what was sent, which may be anything. */
function whereItIsWrong({ issues }: ZodError): string {
  return issues.map(({ path, code }) => `${path.join('.') || 'input'}: ${code}`).join(', ');
}

/** The full command is in its row, where there is one; what comes without the API is all in the message. */
async function commandOf(
  t: Transaction<'orders'>,
  request: DecideRequest,
  stored: StoredCommand | undefined,
  begun: StoredCommand | undefined,
): Promise<OrderCommand | ZodError> {
  const { command } = request;
  if (!isPersons(command)) return ownCommand(command, begun);
  const read = readPersonCommand(command.name, stored?.input ?? command.input);
  if (read instanceof ZodError || read.name !== 'signOff' || read.signatureFileId === null) return read;
  return { ...read, signatureSha256: await findFileHash(t, read.signatureFileId) };
}

/** Whoever came without the API acts as the Temporal operator, whatever the message claims. */
function actorOf(stored: StoredCommand | undefined, request: DecideRequest): Pick<Actor, 'principal'> {
  if (stored) return { principal: stored.principal };
  return isPersons(request.command) ? temporalOperator : { principal: 'system:workflow' };
}

/** The roles of who gave a command, as they were then; the workflow's own commands are nobody's. */
function rolesOf(stored: StoredCommand | undefined, { command }: DecideRequest): Held {
  if (!isPersons(command)) return null;
  return stored === undefined ? temporalOperator.roles : stored.roles;
}

/**
 * A command's instant is the one of its receipt (or of its recording), however late it is decided. What the workflow does
 * by itself for an order in recorded time happens where its log stands, not in the present.
 */
function instantOf(stored: StoredCommand | undefined, request: DecideRequest, row: OrderRow): string {
  if (!stored || request.command.name === 'effectsUndone') return row.recordedTime ? row.lastEventAt : request.now;
  return stored.occurredAt ?? stored.receivedAt;
}

function storedOutcome(stored: StoredCommand | undefined): Outcome | null {
  if (!stored || stored.status === 'received') return null;
  if (stored.status === 'withdrawn') return { kind: 'refused', code: 'command.withdrawn' };
  return stored.outcome as Outcome;
}

function doneAt(order: ServiceOrder): Outcome {
  return { kind: 'done', version: order.version, stage: order.stage };
}

function outcomeOf(decision: Exclude<OrderDecision, { kind: 'settled' }>, after: ServiceOrder): Outcome {
  if (decision.kind === 'done') return doneAt(after);
  return decision.kind === 'pending' ? { kind: 'pending' } : { kind: 'refused', ...decision.refusal };
}

/** Nobody waits for a signal's answer, so a refused one is recorded: on the timeline, in the view, for a query. */
function refusalToRecord(decision: OrderDecision, { key, command }: DecideRequest): readonly OrderFact[] {
  if (decision.kind !== 'refused' || !key.startsWith('signal/') || decision.refusal.code === 'order.closed') return [];
  const { code, params = {} } = decision.refusal;
  return [{ name: 'commandRefused', data: { command: command.name, commandId: key, code, params, undoing: null } }];
}

interface Settled {
  readonly outcome: Outcome;
  readonly facts: readonly OrderFact[];
  readonly at: string;
  readonly after: ServiceOrder;
  readonly budgetMs: number;
  readonly actor: Pick<Actor, 'principal'>;
}

/** Every command that the decision settled gets its outcome: this one, the one whose effects ended, those overtaken. */
async function storeOutcomes(
  t: Transaction<'orders'>,
  taken: Taken,
  begun: StoredCommand | undefined,
  settled: Settled,
): Promise<void> {
  const { request, row } = taken;
  const store = (
    command: Omit<NewCommand, 'requestHash' | 'judgedAt' | 'orderId' | 'customerId'>,
    outcome: Outcome,
  ) => {
    const dueAt = outcome.kind === 'pending' ? addMs(request.now, settled.budgetMs + pendingGraceMs) : null;
    return settleCommand(
      t,
      { ...command, orderId: row.orderId, customerId: row.customerId },
      outcome,
      request.now,
      dueAt,
    );
  };
  if (isPersons(request.command)) await store(taken.stored ?? newCommand(request, settled), settled.outcome);
  else if (request.command.name === 'effectsEnded' && begun?.status === 'pending') await store(begun, settled.outcome);
  for (const fact of settled.facts) {
    if (
      fact.name !== 'commandRefused' ||
      fact.data.commandId === request.key ||
      fact.data.commandId === begun?.commandId
    )
      continue;
    const { code, params, commandId, command } = fact.data;
    const overtaken = {
      commandId,
      name: command,
      principal: settled.actor.principal,
      input: {},
      words: null,
      roles: null,
      receivedAt: settled.at,
      occurredAt: null,
    };
    await store(overtaken, { kind: 'refused', code, params });
  }
}

function newCommand({ key, command, now }: DecideRequest, { actor }: Settled) {
  return {
    commandId: key,
    name: command.name,
    principal: actor.principal,
    input: isPersons(command) ? storableInput(command.name, command.input) : command.input,
    words: null,
    roles: null,
    receivedAt: now,
    occurredAt: null,
  };
}
