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
import type { Transaction } from '#db/transaction.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import type { Decision } from '#domain/shared/decision.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';

type Tx = Transaction<'dispatch'>;

/** What can be said of a technician; what is undefined stays, or is chosen for a new one. */
export interface TechnicianWish {
  readonly number?: string | undefined;
  readonly name?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly active?: boolean | undefined;
}

export interface NewTechnician extends TechnicianWish {
  readonly externalId?: string | undefined;
  readonly name: string;
  readonly timeZone: string;
}

type WishRefusal = 'dispatch.time-zone' | 'dispatch.number-taken';

/** Adds a technician, or changes the one with the same external id. */
export function saveTechnician(
  db: Db<'dispatch'>,
  actor: Actor,
  request: { readonly wish: NewTechnician; readonly keyed: KeyedRequest; readonly now: string },
): Promise<Decision<{ technician: TechnicianRow; isNew: boolean }, WishRefusal | 'idempotency.other-body'>> {
  const { wish, now } = request;
  return transaction(db, actor, (t) =>
    idempotent<{ technician: TechnicianRow; isNew: boolean }, WishRefusal>(t, request.keyed, async () => {
      await lockTechnicianList(t);
      const known = wish.externalId === undefined ? undefined : await lockTechnicianByExternalId(t, wish.externalId);
      if (known !== undefined) {
        const changed = await change(t, known, wish, now);
        return changed.ok ? accept({ technician: changed.technician, isNew: false }) : changed;
      }
      const technicianId = uuidv7();
      const refusal = await refusalOf(t, technicianId, wish);
      if (refusal !== undefined) return refuse(refusal);
      const technician = {
        technicianId,
        version: 1,
        number: wish.number ?? (await nextTechnicianNumber(t)),
        externalId: wish.externalId ?? null,
        name: wish.name,
        timeZone: wish.timeZone,
        active: wish.active ?? true,
      };
      await insertTechnician(t, technician, now);
      await tell(t, technician, now);
      return accept({ technician, isNew: true });
    }),
  );
}

/** Changes a technician that nobody changed since version `ifMatch`. */
export function changeTechnician(
  db: Db<'dispatch'>,
  actor: Actor,
  request: {
    readonly technicianId: string;
    readonly wish: TechnicianWish;
    readonly ifMatch: number;
    readonly now: string;
  },
): Promise<Decision<{ technician: TechnicianRow }, WishRefusal | 'resource.unknown' | 'request.version-stale'>> {
  const { technicianId, wish, ifMatch, now } = request;
  return transaction(db, actor, async (t) => {
    await lockTechnicianList(t);
    const [known] = await lockTechnicians(t, [technicianId]);
    if (known === undefined) return refuse('resource.unknown');
    if (known.version !== ifMatch) {
      return refuse('request.version-stale', { params: { sent: ifMatch, current: known.version } });
    }
    return change(t, known, wish, now);
  });
}

async function change(
  t: Tx,
  known: TechnicianRow,
  wish: TechnicianWish,
  now: string,
): Promise<Decision<{ technician: TechnicianRow }, WishRefusal>> {
  const { number, name, timeZone, active } = known;
  const technician = {
    ...known,
    number: wish.number ?? number,
    name: wish.name ?? name,
    timeZone: wish.timeZone ?? timeZone,
    active: wish.active ?? active,
    version: known.version + 1,
  };
  const isSame =
    technician.number === number &&
    technician.name === name &&
    technician.timeZone === timeZone &&
    technician.active === active;
  if (isSame) return accept({ technician: known });
  const refusal = await refusalOf(t, known.technicianId, wish);
  if (refusal !== undefined) return refuse(refusal);
  await updateTechnician(t, technician);
  await tell(t, technician, now);
  return accept({ technician });
}

async function refusalOf(t: Tx, technicianId: string, wish: TechnicianWish): Promise<WishRefusal | undefined> {
  if (wish.timeZone !== undefined && !isTimeZone(wish.timeZone)) return 'dispatch.time-zone';
  const taken = wish.number !== undefined && (await isTechnicianNumberTaken(t, wish.number, technicianId));
  return taken ? 'dispatch.number-taken' : undefined;
}

async function tell(t: Tx, technician: TechnicianRow, now: string): Promise<void> {
  const { technicianId, version, number, timeZone, active } = technician;
  await appendEvent(t, version === 1 ? technicianEvents.created : technicianEvents.changed, {
    aggregateId: technicianId,
    version,
    occurredAt: now,
    customerId: null,
    data: { technicianId, number, timeZone, active },
  });
}
