/** An effect of invoicing under its key: kept when it is done, nothing at all when a rule refuses it. */
import { refusedEffect } from '#contracts/workflows/effects.ts';
import type { EffectAnswer, EffectName, Effects } from '#contracts/workflows/effects.ts';
import { serviceActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { once } from '#db/effects.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { RolledBack } from '../rolled-back.ts';

/** Effects are asked for by orders, for whoever gave the command there. */
export const effectActor = serviceActor('orders');

/**
 * Runs `decide` once under the key, in one transaction. Done before: the same answer. Refused: nothing is written and the
 * key may be tried again. Compensated before: refused with `effect.undone`.
 * Throws what the database throws: that is tried again.
 */
export async function doEffect<Name extends EffectName>(
  db: Db<'invoicing'>,
  name: Name,
  key: string,
  decide: (t: Transaction<'invoicing'>) => Promise<Decision<{ readonly result: Effects[Name]['result'] }>>,
): Promise<EffectAnswer<Name>> {
  try {
    return await transaction(db, effectActor, async (t) => {
      const outcome = await once(t, key, name, async () => {
        const decision = await decide(t);
        if (!decision.ok) throw new RolledBack(decision.refusal);
        return decision.result;
      });
      return outcome.ok ? { ok: true, result: outcome.result } : refusedEffect(outcome.refusal);
    });
  } catch (thrown) {
    if (thrown instanceof RolledBack) return refusedEffect(thrown.refusal);
    throw thrown;
  }
}
