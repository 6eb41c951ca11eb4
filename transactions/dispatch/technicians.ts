/** Adding and changing technicians. Their names stay here; events carry their numbers. */
import { v7 as uuidv7 } from 'uuid';

import { technicianEvents } from '#contracts/events/dispatch.ts';
import type { Actor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { idempotent } from '#db/idempotency.ts';
import type { KeyedRequest } from '#db/idempotency.ts';
import { appendEvent } from '#db/outbox.ts';
import {
  insertTechnician,
  isTechnicianNumberTaken,
  lockTechnicianByExternalId,
  lockTechnicianList,
  lockTechnicians,
  nextTechnicianNumber,
  updateTechnician,
} from '#db/queries/dispatch.ts';
import type { TechnicianRow } from '#db/queries/dispatch.ts';
import { transaction } from '#db/transaction.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import { changeListed, saveListed } from '../listed-rows.ts';
import type { ListedChange, ListKeeper } from '../listed-rows.ts';

/** What is said of a technician; what is undefined stays, or is chosen for a new one. */
export interface NewTechnician {
  readonly number?: string | undefined;
  readonly externalId?: string | undefined;
  readonly name: string;
  readonly timeZone: string;
  readonly active?: boolean | undefined;
}

type WishRefusal = 'dispatch.time-zone' | 'dispatch.number-taken';

const keeper: ListKeeper<'dispatch', TechnicianRow, WishRefusal> = {
  lockList: lockTechnicianList,
  lockById: async (t, id) => (await lockTechnicians(t, [id]))[0],
  lockByExternalId: lockTechnicianByExternalId,
  async refusalOf(t, { technicianId, number, timeZone }) {
    if (!isTimeZone(timeZone)) return 'dispatch.time-zone';
    return (await isTechnicianNumberTaken(t, number, technicianId)) ? 'dispatch.number-taken' : undefined;
  },
  insert: insertTechnician,
  update: updateTechnician,
  async tell(t, { technicianId, version, number, timeZone, active }, occurredAt) {
    await appendEvent(t, version === 1 ? technicianEvents.created : technicianEvents.changed, {
      ...{ aggregateId: technicianId, version, occurredAt, customerId: null },
      data: { technicianId, number, timeZone, active },
    });
  },
};

/** Adds a technician, or changes the one with the same external id. */
export function saveTechnician(
  db: Db<'dispatch'>,
  actor: Actor,
  { wish, keyed, now }: { readonly wish: NewTechnician; readonly keyed: KeyedRequest; readonly now: string },
): Promise<Decision<{ row: TechnicianRow; isNew: boolean }, WishRefusal | 'idempotency.other-body'>> {
  const { number, externalId, name, timeZone, active = true } = wish;
  return transaction(db, actor, (t) => {
    const make = async () => ({
      technicianId: uuidv7(),
      version: 1,
      number: number ?? (await nextTechnicianNumber(t)),
      externalId: externalId ?? null,
      ...{ name, timeZone, active },
    });
    return idempotent(t, keyed, () => saveListed(t, keeper, { externalId, make, wish, now }));
  });
}

/** Changes a technician that nobody changed since version `ifMatch`. */
export function changeTechnician(db: Db<'dispatch'>, actor: Actor, change: ListedChange<TechnicianRow>) {
  return transaction(db, actor, (t) => changeListed(t, keeper, change));
}
