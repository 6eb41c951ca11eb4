/** A service's consumer of the set-up: keeps the service's own copy. Every consumer of `callout.setup.v1` calls this one. */
import type { EventEnvelope } from '#contracts/events/envelope.ts';
import { setupEvents } from '#contracts/events/setup.ts';
import { setupKinds } from '#contracts/http/setup-schemas.ts';
import { keepSetupValue } from '#db/queries/setup-copy.ts';
import type { AnyTransaction } from '#db/transaction.ts';

/**
 * Applies one event of the area `setup` in the transaction of its effect; any other event is left alone. An event is the
 * whole entry, so one that is older than the copy, or comes twice, changes nothing.
 * @throws ZodError for data that do not fit the contract: the message belongs into the dead letters
 */
export async function applySetupEvent(t: AnyTransaction, event: EventEnvelope): Promise<'applied' | 'ignored'> {
  if (event.area !== 'setup') return 'ignored';
  const kind = setupKinds.find((each) => each === event.aggregate);
  if (kind === undefined || event.type !== setupEvents[kind].type) return 'ignored';
  const data = setupEvents[kind].data.parse(event.data);
  const isKept = await keepSetupValue(t, kind, { id: data.id, version: event.version, data });
  return isKept ? 'applied' : 'ignored';
}
