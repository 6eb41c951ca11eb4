/** Adding and changing technicians. Their names stay here; events carry their numbers. */
import { v7 as uuidv7 } from 'uuid';

import { technicianEvents } from '#contracts/events/dispatch.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import type { KeyedRequest } from '#db/idempotency.ts';
import { eventOf } from '#db/outbox.ts';
import {
  lockTechnicianList,
  lockTechnicians,
  lockTechniciansByExternalIds,
  nextTechnicianNumbers,
  technicianIdsByNumber,
} from '#db/queries/dispatch.ts';
import type { TechnicianRow } from '#db/queries/dispatch.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import type { BatchTerms, RowOutcome } from '../import-rows.ts';
import { changeListed, importListed, saveListed } from '../listed-rows.ts';
import type { ListedChange, ListKeeper, SavedWish } from '../listed-rows.ts';

/** What is said of a technician; what is undefined stays, or is chosen for a new one. */
export interface NewTechnician {
  readonly number?: string | undefined;
  readonly externalId?: string | undefined;
  readonly name: string;
  readonly timeZone: string;
  readonly team?: string | null | undefined;
  readonly active?: boolean | undefined;
}

type WishRefusal = 'dispatch.time-zone' | 'dispatch.number-taken';

/** `Known` is who has the numbers of those that are to be. */
const keeper: ListKeeper<'dispatch', TechnicianRow, WishRefusal, ReadonlyMap<string, string>> = {
  table: { table: 'technicians', id: 'technicianId' },
  lockList: lockTechnicianList,
  lockById: async (t, id) => (await lockTechnicians(t, [id]))[0],
  lockByExternalIds: lockTechniciansByExternalIds,
  know: (t, rows) =>
    technicianIdsByNumber(
      t,
      rows.map(({ number }) => number),
    ),
  refusalOf({ technicianId, number, timeZone }, _before, owners) {
    if (!isTimeZone(timeZone)) return 'dispatch.time-zone';
    return (owners.get(number) ?? technicianId) === technicianId ? undefined : 'dispatch.number-taken';
  },
  nextNumbers: nextTechnicianNumbers,
  eventOf: ({ technicianId, version, number, timeZone, active }, occurredAt) =>
    eventOf(version === 1 ? technicianEvents.created : technicianEvents.changed, {
      ...{ aggregateId: technicianId, version, occurredAt, customerId: null },
      data: { technicianId, number, timeZone, active },
    }),
};

function savedWish(wish: NewTechnician): SavedWish<TechnicianRow> {
  const { externalId, name, timeZone, team = null, active = true } = wish;
  const make = (number: string) => ({
    ...{ technicianId: uuidv7(), version: 1, number, externalId: externalId ?? null },
    ...{ name, timeZone, team, active },
  });
  return { externalId, number: wish.number, make, wish };
}

/** Adds a technician, or changes the one with the same external id. */
export function saveTechnician(
  db: Db<'dispatch'>,
  actor: Actor,
  { wish, keyed, now }: { readonly wish: NewTechnician; readonly keyed: KeyedRequest; readonly now: string },
): Promise<Decision<{ row: TechnicianRow; isNew: boolean }, WishRefusal | 'idempotency.other-body'>> {
  return transaction(db, actor, (t) => idempotent(t, keyed, () => saveListed(t, keeper, { ...savedWish(wish), now })));
}

/** Adds or changes the technicians of a file's rows. */
export function importTechnicians(
  t: Transaction<'dispatch'>,
  rows: readonly NewTechnician[],
  terms: BatchTerms,
): Promise<readonly RowOutcome[]> {
  return importListed(t, keeper, rows.map(savedWish), terms);
}

/** Changes a technician that nobody changed since version `ifMatch`. */
export function changeTechnician(db: Db<'dispatch'>, actor: Actor, change: ListedChange<TechnicianRow>) {
  return transaction(db, actor, (t) => changeListed(t, keeper, change));
}
