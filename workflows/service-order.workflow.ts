/**
 * The life of one service order: it waits for people's commands and for instants, has each decided by the one rule under
 * the row's lock, and does what the row says is pending. It folds nothing and decides nothing itself.
 */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import {
  commandNames,
  queryNames,
  ROWS_CHANGED,
  signalNames,
  type CommandMessage,
  type CommandName,
  type DecideRequest,
  type Outcome,
  type Pending,
  type ServiceOrderInput,
  type View,
} from '#contracts/workflows/service-order.ts';
import { local } from './activity-proxies.ts';
import { createAlarm } from './alarm.ts';
import { answerOf, refuseByView } from './answers.ts';
import { keyOf, loudly } from './asking.ts';
import { doEffects, followEffects, undoEffects } from './effects.ts';
import { createCommandTraces } from './command-traces.ts';
import { createLane } from './lane.ts';
import { publishView } from './publish-view.ts';

type Command = DecideRequest['command'];

const descriptions: Record<CommandName, string> = {
  changeStage: 'Move the order to another stage: { to, reasonCode?, waitingFor?, until?, visit? }',
  cancel: 'Cancel the order: { reasonCode }',
  revoke: 'Take a cancellation back: { reasonCode? }',
  reopen: 'Reopen a completed order: { reasonCode }',
  planVisit: 'Plan a further visit: { visit: { technicianId, startsAt, endsAt, timeZone } }',
  signOff: 'Record the acceptance: { signatureFileId } or { noSignatureReasonCode }',
  undoSignOff: 'Take the acceptance back: { reasonCode }',
  post: 'Post the confirmed lines: {}',
};

export async function serviceOrder({ orderId }: ServiceOrderInput): Promise<void> {
  const order = { view: null as View | null, superseded: false, rang: false, consoleUrl: `/orders/${orderId}` };
  const outcomes: Record<string, Outcome> = {};
  const beside = new Set<string>();
  const traces = createCommandTraces();
  const lane = createLane();
  const alarm = createAlarm(() => (order.rang = true));
  const { originalExecutionRunId: original, runStartTime } = workflowInfo();
  const run = { original, startedAt: runStartTime.getTime() };

  for (const name of commandNames) {
    setHandler(
      defineUpdate<Extract<Outcome, { kind: 'done' }>, [CommandMessage]>(name),
      (input) => updated(name, input),
      {
        validator: (input) => refuseByView(order.view, name, input),
        description: descriptions[name],
      },
    );
  }
  setHandler(defineUpdate<void>(ROWS_CHANGED), rowsChanged, {
    description: 'Lines or visits changed: bring the other services to what they say now',
  });
  setHandler(defineSignal<[unknown]>(signalNames.stage), (message) => signalled('changeStage', message), {
    description: descriptions.changeStage,
  });
  setHandler(defineSignal<[unknown]>(signalNames.signOff), (message) => signalled('signOff', message), {
    description: descriptions.signOff,
  });
  setHandler(defineQuery<View | null>(queryNames.view), () => order.view, {
    description: 'The order as this workflow knows it',
  });
  setHandler(defineQuery(queryNames.lastRefusal), () => order.view?.lastRefusal ?? null, {
    description: 'The last refused command',
  });

  const claim = await loudly(() => lane(() => local.claimOrder({ orderId, run })));
  if (claim.kind === 'claimed') {
    order.consoleUrl = claim.consoleUrl ?? order.consoleUrl;
    show(claim.view);
  } else order.superseded = true;
  while (order.view !== null && !order.superseded && !order.view.closed) await live(order.view);
  await condition(allHandlersFinished);

  /** One round: what is pending, what is due, or waiting until either changes. */
  async function live(view: View): Promise<void> {
    for (const pending of view.pending)
      if (pending.phase !== 'doing' && !beside.has(pending.id)) void traces.goOn(pending.id, () => goOn(pending));
    const doing = view.pending.find((pending) => pending.phase === 'doing');
    if (doing) return traces.goOn(doing.id, () => finish(doing));
    if (workflowInfo().continueAsNewSuggested && view.pending.length === 0) return startAnew(view);
    const { nextAt, nextWhat } = view;
    if (nextAt !== null && Date.parse(nextAt) <= Date.now()) {
      await ask(`instant/${nextAt}/${nextWhat}`, {
        name: 'instantReached',
        input: { at: nextAt, what: nextWhat ?? '' },
      });
      return;
    }
    alarm.arm(nextAt, nextWhat);
    order.rang = false;
    await condition(() => order.view !== view || order.rang || order.superseded);
  }

  /** Does a command's effects and has its outcome decided; cancelling, decided meanwhile, ends it early. */
  async function finish(doing: Pending): Promise<void> {
    const overtaken = condition(
      () => order.superseded || !order.view?.pending.some(({ id, phase }) => id === doing.id && phase === 'doing'),
    );
    const answers = await doEffects(doing, overtaken);
    const outcome = await ask(`${doing.id}/outcome`, { name: 'effectsEnded', input: { of: doing.id, answers } });
    if (outcome) outcomes[doing.id] = outcome;
  }

  /** What follows an outcome, or undoes what it left, goes on beside the order's further life. */
  async function goOn(pending: Pending): Promise<void> {
    const { id, phase } = pending;
    beside.add(id);
    if (phase === 'following') {
      const answers = await followEffects(pending);
      await ask(`${id}/followed`, { name: 'effectsEnded', input: { of: id, answers } });
    } else {
      await undoEffects(pending);
      await ask(`${id}/undone`, { name: 'effectsUndone', input: { of: id } });
    }
    beside.delete(id);
  }

  /** Only between commands: one that begins meanwhile may wait for its effects, which the main loop does first. */
  async function startAnew(view: View): Promise<void> {
    await condition(() => allHandlersFinished() || order.view !== view || order.superseded);
    if (allHandlersFinished() && order.view === view && !order.superseded)
      await continueAsNew<typeof serviceOrder>({ orderId });
  }

  async function updated(name: CommandName, input: CommandMessage): Promise<Extract<Outcome, { kind: 'done' }>> {
    const key = keyOf(currentUpdateInfo()?.id);
    traces.begin(key);
    await condition(isKnown);
    const first = await ask(key, { name, input: input ?? {} } as Command);
    if (first?.kind !== 'pending') return answerOf(first);
    await condition(() => outcomes[key] !== undefined || order.superseded);
    return answerOf(outcomes[key] ?? null);
  }

  async function rowsChanged(): Promise<void> {
    const key = keyOf(currentUpdateInfo()?.id);
    await condition(isKnown);
    await ask(`rows/${key}`, { name: 'rowsChanged', input: {} });
  }

  /** Nobody waits for a signal's answer: a refusal is recorded by the decision. */
  async function signalled(name: 'changeStage' | 'signOff', message: unknown): Promise<void> {
    const { messageId, ...input } =
      typeof message === 'object' && message !== null ? (message as { messageId?: unknown }) : {};
    const key = `signal/${keyOf(messageId)}`;
    await condition(isKnown);
    await ask(key, { name, input } as Command);
  }

  function isKnown(): boolean {
    return order.view !== null || order.superseded;
  }

  /** The only writer: one decision at a time; null when a later run owns the order. */
  async function ask(key: string, command: Command): Promise<Outcome | null> {
    if (order.superseded) return null;
    const now = new Date().toISOString();
    const decided = await loudly(() => lane(() => local.decideCommand({ orderId, run, key, command, now })));
    if (decided.kind === 'superseded') {
      order.superseded = true;
      return null;
    }
    show(decided.view);
    return decided.outcome;
  }

  function show(view: View): void {
    order.view = view;
    publishView(view, order.consoleUrl);
  }
}
