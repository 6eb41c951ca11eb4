/** Technicians as other systems feed them in. */
import { v7 as uuidv7 } from 'uuid';

import { NewTechnician, TechnicianChange } from '#contracts/http/dispatch.ts';
import { FedTechnician } from '#contracts/http/dispatch-feed.ts';
import { lockTechnicians, lockTechniciansByExternalIds } from '#db/queries/dispatch.ts';
import type { TechnicianRow } from '#db/queries/dispatch.ts';
import { accept, refuse } from '#domain/shared/decision.ts';
import { isTimeZone } from '#domain/sla/local-time.ts';
import type { FedThing, FeedKeeper, FeedKeepers } from '../feed-records.ts';
import { changeListed, saveListed } from '../listed-rows.ts';
import { technicianKeeper as keeper, usualLanguage } from './technician-keeper.ts';

const technician: FeedKeeper<'dispatch'> = {
  required: ['name', 'timeZone'],
  async resolve(_, { record }) {
    const sent = FedTechnician.parse(record);
    const { timeZone } = sent;
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      return refuse('reference.unknown', { params: { pointer: '/record/timeZone' } });
    }
    return accept({ sent, unfit: [], missing: [] });
  },
  async find(t, externalId) {
    const [row] = await lockTechniciansByExternalIds(t, [externalId]);
    return row && thingOf(row);
  },
  defaultsOf: () => ({ team: null, email: null, language: usualLanguage, active: true }),
  async enter(t, { externalId, fields, now }) {
    const { number, name, timeZone, team = null, active = true, ...mail } = NewTechnician.parse(fields);
    const { email = null, language = usualLanguage } = mail;
    const said = { name, timeZone, team, email, language, active };
    const make = (given: string) => ({ technicianId: uuidv7(), version: 1, number: given, externalId, ...said });
    const saved = await saveListed(t, keeper, { externalId, number, make, wish: {}, now });
    if (saved.ok) return thingOf(saved.row);
    if (saved.refusal.code === 'dispatch.number-taken') return undefined;
    throw new Error(`the technician ${externalId} was fed and refused: ${saved.refusal.code}`);
  },
  async change(t, { id }, { fields, now }) {
    const [row] = await lockTechnicians(t, [id]);
    if (row === undefined) throw new Error(`the technician ${id} was locked and is gone`);
    const wish = TechnicianChange.parse(fields);
    const changed = await changeListed(t, keeper, { id, wish, ifMatch: row.version, now });
    if (!changed.ok) throw new Error(`the technician ${id} was fed and refused: ${changed.refusal.code}`);
    return thingOf(changed.row);
  },
};

function thingOf(row: TechnicianRow): FedThing {
  return { id: row.technicianId, fields: row };
}

/** The kinds that dispatch takes. */
export const technicianFeed: FeedKeepers<'dispatch'> = { technician };
