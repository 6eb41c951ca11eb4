/** A service that hangs: whatever else is asked of the order answers, the command ends in its budget, and nothing is left over. */
import { setTimeout as delay } from 'node:timers/promises';

import type { ServiceName } from '#contracts/areas.ts';
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { faultsOf, onHand, quiet } from '../support/left-over.ts';
import {
  acceptance,
  aVisitOf,
  command,
  complete,
  createDesk,
  createOrder,
  invoice,
  ledgerDifferences,
  makeDeskWorld,
  mustBeDone,
  readOrder,
  stockOfItem,
  type Desk,
  type DeskAnswer,
  type DeskOrder,
  type DeskWorld,
} from '../support/order-desk.ts';
import { setParameter } from '../support/parameters.ts';
import { eventually } from '../support/eventually.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

export const needs: AcceptNeeds = { shape: 'split' };

interface Size {
  readonly budgetMs: number;
  /** What a busy machine may take beside the budget; nothing where the promise is measured. */
  readonly graceMs: number;
  /** What every other command of the order may take while a service hangs. */
  readonly answerWithinMs: number;
  /** Further plans and posts whose service is stopped at a random moment. */
  readonly rounds: number;
}
const sizes: Readonly<Record<AcceptSize, Size>> = {
  full: { budgetMs: 30_000, graceMs: 0, answerWithinMs: 5_000, rounds: 5 },
  short: { budgetMs: 5_000, graceMs: 10_000, answerWithinMs: 15_000, rounds: 1 },
};

interface Trial {
  readonly stack: Stack;
  readonly desk: Desk;
  readonly world: DeskWorld;
  readonly size: Size;
  readonly say: Say;
  readonly faults: string[];
  readonly longestMs: { other: number; own: number };
}

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const desk = createDesk(stack.url, stack.adminToken());
  const world = await makeDeskWorld(desk);
  const trial = { stack, desk, world, size: sizes[size], say, faults: [], longestMs: { other: 0, own: 0 } };
  await setParameter(stack, desk, 'commandBudgetMs', trial.size.budgetMs);
  const planned = await inventoryHangs(trial);
  const posted = await invoicingHangs(trial);
  const random = await atRandomMoments(trial);
  const differences = await ledgerDifferences(desk);
  const faults: string[] = [...trial.faults, ...differences.map((each) => `books: ${JSON.stringify(each)}`)];
  const issued = 2 * (posted.length + random.posted);
  const left = await onHand(desk, world.itemId);
  if (left !== stockOfItem - issued) faults.push(`${left} on hand instead of ${stockOfItem - issued}`);
  const { other, own } = trial.longestMs;
  const figure = `${planned.length + posted.length + random.orders} orders; the hanging command ended after at most ${own} ms, others after at most ${other} ms`;
  return { passed: faults.length === 0, figure: [figure, `${faults.length} faults`, ...faults].join('; ') };
}

/** Planning while inventory hangs: one plan runs out, the other is cancelled. */
async function inventoryHangs(trial: Trial): Promise<readonly DeskOrder[]> {
  const { desk, world, faults, say } = trial;
  const [waiting, cancelled] = [await createOrder(desk, world), await createOrder(desk, world)];
  const plan = () => ({ to: 'planned', visit: aVisitOf(world.technicianId) });
  say('Inventory hangs while two orders are planned');
  await whileStopped(trial, 'inventory', async () => {
    const own = timedOwn(trial, command(desk, waiting, 'change-stage', plan()));
    const overtaken = command(desk, cancelled, 'change-stage', plan());
    await Promise.all([waiting, cancelled].map((order) => untilBusy(desk, order)));
    await others(trial, waiting, {
      'change-stage': [{ to: 'in-progress' }, 'order.busy'],
      'plan-visit': [{ visit: aVisitOf(world.technicianId) }, 'order.busy'],
      'sign-off': [acceptance, 'order.stage-forbidden'],
      post: [{}, 'order.stage-forbidden'],
      reopen: [{ reasonCode: 'fault-came-back' }, 'order.stage-forbidden'],
      notes: [{ kind: 'internal', text: 'It takes long' }, ''],
      lines: [{ type: 'fee', category: 'call-out', quantity: 1 }, ''],
    });
    await others(trial, cancelled, { cancel: [{ reasonCode: 'not-needed' }, ''] });
    mustEnd(trial, 'a cancelled plan', await overtaken, 'order.overtaken');
    mustEnd(trial, 'a plan without inventory', await own, 'order.unanswered');
    if ((await readOrder(desk, waiting)).stage !== 'received') faults.push('a plan that failed moved its order');
    if ((await readOrder(desk, cancelled)).stage !== 'cancelled') faults.push('a cancelled order is not cancelled');
    await others(trial, waiting, { 'change-stage': [plan(), 'order.undoing'] });
  });
  for (const order of [waiting, cancelled]) await mustBeEmpty(trial, order);
  await mustBeDone(desk, waiting, 'change-stage', plan());
  const { order, openVisits, reserved } = await quiet(desk, waiting);
  if (order.stage !== 'planned' || openVisits !== 1 || reserved !== 2)
    faults.push(`planned again: ${order.stage}, ${openVisits} visits, ${reserved} reserved`);
  await mustBeDone(desk, waiting, 'cancel', { reasonCode: 'not-needed' });
  await mustBeEmpty(trial, waiting);
  return [waiting, cancelled];
}

/** Posting while invoicing hangs; posted again afterwards, there is one invoice. */
async function invoicingHangs(trial: Trial): Promise<readonly DeskOrder[]> {
  const { desk, world, faults, say } = trial;
  const order = await createOrder(desk, world);
  await complete(desk, world, order);
  await mustBeDone(desk, order, 'sign-off', acceptance);
  say('Invoicing hangs while an order is posted');
  await whileStopped(trial, 'invoicing', async () => {
    const own = timedOwn(trial, command(desk, order, 'post', {}));
    await untilBusy(desk, order);
    await others(trial, order, {
      reopen: [{ reasonCode: 'fault-came-back' }, 'order.busy'],
      'sign-off': [acceptance, 'order.already-signed-off'],
      'change-stage': [{ to: 'in-progress', reasonCode: 'wrong-stage' }, 'order.busy'],
      cancel: [{ reasonCode: 'not-needed' }, 'order.stage-forbidden'],
      post: [{}, 'order.busy'],
      notes: [{ kind: 'internal', text: 'It takes long' }, ''],
    });
    mustEnd(trial, 'a post without invoicing', await own, 'order.unanswered');
    const { stage, progress, proposalId } = await readOrder(desk, order);
    if (stage !== 'completed' || progress !== 'in-process' || proposalId !== null)
      faults.push(`a post that failed left ${stage}, ${progress}, ${proposalId}`);
    await others(trial, order, { post: [{}, 'order.undoing'] });
  });
  await quiet(desk, order);
  await mustBeDone(desk, order, 'post', {});
  await invoice(desk, order);
  await mustBeInvoiced(trial, order);
  return [order];
}

/** Stops a service somewhere within a plan or a post: it is done, or it is not, and never half. */
async function atRandomMoments(trial: Trial): Promise<{ orders: number; posted: number }> {
  const { desk, world, size } = trial;
  for (let round = 1; round <= size.rounds; round += 1) {
    trial.say(`Stopped at a random moment: round ${round} of ${size.rounds}`);
    const order = await createOrder(desk, world);
    const plan = { to: 'planned', visit: aVisitOf(world.technicianId) };
    if (!(await stoppedDuring(trial, 'inventory', order, 'change-stage', plan))) {
      await mustBeEmpty(trial, order);
      await mustBeDone(desk, order, 'change-stage', { ...plan, visit: aVisitOf(world.technicianId) });
    }
    for (const to of ['in-progress', 'completed']) await mustBeDone(desk, order, 'change-stage', { to });
    await mustBeDone(desk, order, 'sign-off', acceptance);
    if (!(await stoppedDuring(trial, 'invoicing', order, 'post', {}))) await mustBeDone(desk, order, 'post', {});
    await invoice(desk, order);
    await mustBeInvoiced(trial, order);
  }
  return { orders: size.rounds, posted: size.rounds };
}

/** True when the command was done although its service was stopped while it ran. */
async function stoppedDuring(
  trial: Trial,
  service: ServiceName,
  order: DeskOrder,
  name: string,
  body: object,
): Promise<boolean> {
  const sent = timedOwn(trial, command(trial.desk, order, name, body));
  await delay(Math.random() * 150);
  const answer = await whileStopped(trial, service, () => sent);
  if (answer.status !== 200) mustEnd(trial, `${name} with ${service} stopped`, answer, 'order.unanswered');
  await quiet(trial.desk, order);
  return answer.status === 200;
}

async function whileStopped<Result>(
  { stack }: Trial,
  service: ServiceName,
  work: () => Promise<Result>,
): Promise<Result> {
  stack.kill(service, 'SIGSTOP');
  try {
    return await work();
  } finally {
    stack.kill(service, 'SIGCONT');
  }
}

async function untilBusy(desk: Desk, order: DeskOrder): Promise<void> {
  await eventually(async () => {
    const { busy } = await readOrder(desk, order);
    if (!busy.some(({ phase }) => phase === 'doing')) throw new Error(`${order.number} has nothing to do yet`);
  });
}

/** Sends each command; it must answer with the code ('' for a success) while the service hangs. */
async function others(
  { desk, faults, longestMs, size }: Trial,
  order: DeskOrder,
  wanted: Readonly<Record<string, readonly [object, string]>>,
): Promise<void> {
  for (const [name, [body, code]] of Object.entries(wanted)) {
    const began = Date.now();
    const answer = await command(desk, order, name, body);
    const ms = Date.now() - began;
    longestMs.other = Math.max(longestMs.other, ms);
    if (ms > size.answerWithinMs) faults.push(`${name} answered after ${ms} ms`);
    if (answer.code !== code || answer.status === 202)
      faults.push(`${name} answered ${answer.status} ${answer.code} instead of ${code || 'done'}`);
  }
}

async function timedOwn({ size, faults, longestMs }: Trial, sent: Promise<DeskAnswer>): Promise<DeskAnswer> {
  const began = Date.now();
  const answer = await sent;
  const ms = Date.now() - began;
  longestMs.own = Math.max(longestMs.own, ms);
  if (ms > size.budgetMs + size.graceMs)
    faults.push(`a command with a budget of ${size.budgetMs} ms ended after ${ms} ms`);
  return answer;
}

function mustEnd({ faults }: Trial, what: string, { status, code }: DeskAnswer, wanted: string): void {
  if (code !== wanted) faults.push(`${what} ended with ${status} ${code} instead of ${wanted}`);
}

/** Nothing of the order is left in other services. */
async function mustBeEmpty({ desk, faults }: Trial, order: DeskOrder): Promise<void> {
  const left = await quiet(desk, order);
  const { openVisits, reserved, issued, invoices } = left;
  if (openVisits + reserved + issued + invoices > 0)
    faults.push(
      `${order.number} left ${openVisits} visits, ${reserved} reserved, ${issued} issued, ${invoices} invoices`,
    );
  faults.push(...(await faultsOf(desk, order)));
}

async function mustBeInvoiced({ desk, faults }: Trial, order: DeskOrder): Promise<void> {
  await eventually(async () => {
    if ((await readOrder(desk, order)).invoiceId === null) throw new Error(`${order.number} has no invoice yet`);
  });
  const left = await quiet(desk, order);
  faults.push(...(await faultsOf(desk, order)));
  if (left.invoices !== 1 || left.issued !== 2)
    faults.push(`${order.number} has ${left.invoices} invoices and ${left.issued} issued`);
}
