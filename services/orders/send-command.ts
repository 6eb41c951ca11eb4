/** Sends a command that is in its row, and knows the three answers there are: the outcome, 202, or withdrawn (429). */
import type { Outcome } from '#contracts/workflows/service-order.ts';
import type { Db } from '#db/connection.ts';
import { findOrder } from '#db/queries/service-orders.ts';
import { transaction } from '#db/transaction.ts';
import type { OrderRefusal } from '#domain/service-orders/commands.ts';
import { settleRefused, withdraw, type CommandInRow } from '#transactions/service-orders/submit-command.ts';
import { startAgain } from '#transactions/service-orders/start-again.ts';
import type { OrderWorkflows, Sent } from './order-workflows.ts';

export interface CommandSender {
  /** Null: not known yet, the command will be done. */
  readonly send: (command: CommandInRow) => Promise<Outcome | null>;
}

export function createCommandSender({
  db,
  workflows,
  now,
}: {
  db: Db<'orders'>;
  workflows: OrderWorkflows;
  now: () => string;
}): CommandSender {
  async function settled(command: CommandInRow, sent: Sent): Promise<Outcome | null | 'again'> {
    const { actor, orderId, commandId } = command;
    const row = { actor, orderId, commandId, now: now() };
    switch (sent.kind) {
      case 'outcome':
        if (sent.outcome.kind !== 'refused') return sent.outcome;
        return settleRefused(db, row, refusalOf(sent.outcome));
      case 'exhausted': {
        const taken = command.mayWithdraw && (await withdraw(db, row));
        return taken ? { kind: 'refused', code: 'command.withdrawn' } : null;
      }
      case 'no-run': {
        const order = await transaction(db, actor, (t) => findOrder(t, orderId));
        if (order?.closedAt) return settleRefused(db, row, { code: 'order.closed', params: { at: order.closedAt } });
        const start = await startAgain(db, orderId);
        if (start) await workflows.start(start);
        return 'again';
      }
      case 'unknown':
        return null;
    }
  }

  return {
    async send(command) {
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        const answer = await settled(command, await workflows.command(command)).catch(() => null);
        if (answer !== 'again') return answer?.kind === 'pending' ? null : answer;
      }
      return null;
    },
  };
}

function refusalOf({ code, params = {}, allowed = [] }: Extract<Outcome, { kind: 'refused' }>): OrderRefusal {
  return { code, params, allowed };
}
