/** The route that moves lines between orders of one agreement, and withdraws the order that they left if it is asked to. */
import type { Express } from 'express';

import { orderLineRoutes as routes } from '#contracts/http/service-orders-lines.ts';
import type { Actor } from '#contracts/roles.ts';
import { readLines } from '#db/queries/order-lists.ts';
import { parameterValue } from '#db/queries/setup-copy.ts';
import { transaction } from '#db/transaction.ts';
import { mount } from '#platform/http/mount.ts';
import { moveLinesBetween } from '#transactions/service-orders/move-lines.ts';
import { commandIdOf, submitCommand } from '#transactions/service-orders/submit-command.ts';
import { presentLine, refusalText } from '../present-order.ts';
import type { CommandParts } from './service-order-commands.ts';
import { acceptEdit, once } from './service-orders.ts';

/** Mounts the moving of lines. */
export function mountMovedLines(app: Express, parts: CommandParts): void {
  const { db, clock } = parts;
  mount(app, routes.move, async ({ actor, params, key, body }) => {
    const { withdraw, ...moving } = body;
    const edit = { ...params, actor, now: clock.now() };
    const asked = { route: routes.move.id, key, asks: { ...params, ...body } };
    const moved = await transaction(db, actor, async (t) => {
      const { lineIds, isEmptied } = await once(t, asked, async () =>
        acceptEdit(await moveLinesBetween(t, edit, moving)),
      );
      const lines = await readLines(t, body.toOrderId);
      const items = lines.filter(({ lineId }) => lineIds.includes(lineId)).map((line) => presentLine(line, actor));
      return { items, isEmptied };
    });
    const asksToWithdraw = withdraw !== undefined && moved.isEmptied;
    const withdrawal = asksToWithdraw ? await withdrawn(parts, { ...params, actor, key, ...withdraw }) : null;
    return { status: 200, body: { ...moved, withdrawal } };
  });
}

interface Withdrawal {
  readonly orderId: string;
  readonly actor: Actor;
  readonly key: string;
  readonly reasonCode?: string | undefined;
  readonly note?: string | undefined;
}

/** Cancels the order by its own command, once for the key; the lines have moved whatever comes of it. */
async function withdrawn({ db, clock, sender }: CommandParts, asked: Withdrawal) {
  const { orderId, actor, key, reasonCode, note } = asked;
  const route = `${routes.move.id}/withdraw`;
  const input = reasonCode === undefined ? {} : { reasonCode };
  const words = note === undefined ? {} : { note };
  const command = { orderId, name: 'cancel', input, words, actor, route, key, now: clock.now() } as const;
  const submitted = await submitCommand(db, command);
  const operationId = commandIdOf(actor.principal, route, key);
  if (!submitted.ok) return { operationId, refusal: refusalText(submitted.refusal.code, submitted.refusal.params) };
  const { commandId, number, judgedAt } = submitted;
  const waitMs = await parameterValue(db, 'commandBudgetMs');
  const sent = {
    orderId,
    number,
    commandId,
    name: 'cancel',
    input,
    judgedAt,
    actor,
    waitMs,
    mayWithdraw: false,
  } as const;
  const outcome = submitted.outcome ?? (await sender.send(sent));
  return { operationId, refusal: outcome?.kind === 'refused' ? refusalText(outcome.code, outcome.params) : null };
}
