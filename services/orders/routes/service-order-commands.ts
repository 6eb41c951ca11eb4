/** One route per command of a service order: checked and stored, then sent; the answer is the outcome, 202 or 429. */
import type { Express } from 'express';

import { serviceOrderRoutes as routes } from '#contracts/http/service-orders.ts';
import type { Actor } from '#contracts/roles.ts';
import type { CommandInputs, CommandName, Outcome } from '#contracts/workflows/service-order.ts';
import { serviceOrderWorkflowId } from '#contracts/workflows/ids.ts';
import { parameterValue } from '#db/queries/setup-copy.ts';
import { mount } from '#platform/http/mount.ts';
import type { Logger } from '#platform/logging.ts';
import { submitCommand, type Submission } from '#transactions/service-orders/submit-command.ts';
import { orderProblem } from '../order-problem.ts';
import type { CommandSender } from '../send-command.ts';
import type { OrderParts } from './service-orders.ts';

export interface CommandParts extends OrderParts {
  readonly sender: CommandSender;
}

/** How much longer than the command's budget a caller is kept before the answer is 202. */
const graceMs = 5_000;

interface Asked<Name extends CommandName> {
  readonly from: {
    readonly actor: Actor;
    readonly key: string;
    readonly params: { readonly orderId: string };
    readonly log: Logger;
  };
  readonly route: string;
  readonly name: Name;
  readonly input: CommandInputs[Name];
  readonly words: Readonly<Record<string, string | undefined>>;
  readonly occurredAt: string | undefined;
}

export function mountServiceOrderCommands(app: Express, parts: CommandParts): void {
  mount(app, routes.changeStage, ({ body: { note, question, occurredAt, ...input }, ...from }) => {
    const words = { note, question };
    return command(parts, { from, route: routes.changeStage.id, name: 'changeStage', input, words, occurredAt });
  });
  mount(app, routes.cancel, ({ body: { note, occurredAt, ...input }, ...from }) =>
    command(parts, { from, route: routes.cancel.id, name: 'cancel', input, words: { note }, occurredAt }),
  );
  mount(app, routes.revoke, ({ body: { note, occurredAt, ...input }, ...from }) =>
    command(parts, { from, route: routes.revoke.id, name: 'revoke', input, words: { note }, occurredAt }),
  );
  mount(app, routes.reopen, ({ body: { note, occurredAt, ...input }, ...from }) =>
    command(parts, { from, route: routes.reopen.id, name: 'reopen', input, words: { note }, occurredAt }),
  );
  mount(app, routes.planVisit, ({ body: { note, occurredAt, ...input }, ...from }) =>
    command(parts, { from, route: routes.planVisit.id, name: 'planVisit', input, words: { note }, occurredAt }),
  );
  mount(app, routes.signOff, ({ body: { note, signedBy, occurredAt, ...input }, ...from }) =>
    command(parts, { from, route: routes.signOff.id, name: 'signOff', input, words: { note, signedBy }, occurredAt }),
  );
  mount(app, routes.undoSignOff, ({ body: { note, occurredAt, ...input }, ...from }) =>
    command(parts, { from, route: routes.undoSignOff.id, name: 'undoSignOff', input, words: { note }, occurredAt }),
  );
  mount(app, routes.post, ({ body: { note, occurredAt, ...input }, ...from }) =>
    command(parts, { from, route: routes.post.id, name: 'post', input, words: { note }, occurredAt }),
  );
}

async function command<Name extends CommandName>({ db, clock, sender }: CommandParts, asked: Asked<Name>) {
  const { from, route, name, input, occurredAt } = asked;
  const { actor, key } = from;
  const { orderId } = from.params;
  const words = Object.fromEntries(
    Object.entries(asked.words).flatMap(([word, text]) => (text === undefined ? [] : [[word, text]])),
  );
  const submission: Submission = { orderId, name, input, words, occurredAt, actor, route, key, now: clock.now() };
  const submitted = await submitCommand(db, submission);
  if (!submitted.ok) throw orderProblem(submitted.refusal);
  const { commandId, number, judgedAt } = submitted;
  const waitMs = (await parameterValue(db, 'commandBudgetMs')) + graceMs;
  const outcome =
    submitted.outcome ??
    (await sender.send({ orderId, number, commandId, name, input, judgedAt, actor, waitMs, mayWithdraw: true }));
  from.log.info(
    { workflowId: serviceOrderWorkflowId(number), commandId, outcome: outcome?.kind ?? 'taken' },
    'Command answered',
  );
  return answer(outcome, { operationId: commandId, orderId, number });
}

function answer(outcome: Outcome | null, of: { operationId: string; orderId: string; number: string }) {
  if (outcome?.kind === 'refused') {
    const { code, params = {}, allowed = [] } = outcome;
    throw orderProblem({ code, params, ...(allowed.length > 0 ? { allowed } : {}) });
  }
  if (outcome?.kind === 'done')
    return { status: 200, body: { ...of, version: outcome.version, stage: outcome.stage } } as const;
  const href = `/v1/operations/${of.operationId}`;
  return { status: 202, headers: { Location: href }, body: { operationId: of.operationId, href } } as const;
}
