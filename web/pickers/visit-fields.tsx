/** The fields of a visit: technician, day, from and to on the technician's own clock. */
import { Stack, TextInput } from '@mantine/core';

import type { Technician } from '#contracts/http/dispatch.ts';

import { Quiet } from '../ui/page.tsx';
import { textOrNothing } from '../ui/text-or-nothing.ts';
import { text } from '../ui/texts.ts';
import { instantOf, localTimeAt, ownTimeZone } from '../ui/zoned-time.ts';
import { ReasonSelect } from './reason-select.tsx';
import styles from './visit-fields.module.css';
import { TechnicianSelect, useTechnicians } from './technician-select.tsx';

/** What the fields hold. */
export interface VisitDraft {
  readonly technicianId: string;
  readonly date: string;
  readonly from: string;
  readonly to: string;
  /** Whether somebody chose the time; until then it is only proposed. */
  readonly isTimeChosen: boolean;
  readonly overlapReasonCode: string;
}

/** The next full hour on a clock in the zone, two hours long. */
export function newVisitDraft(nowMs: number, zone: string = ownTimeZone()): VisitDraft {
  const hourMs = 3_600_000;
  const startMs = Math.ceil(nowMs / hourMs) * hourMs;
  const start = localTimeAt(new Date(startMs).toISOString(), zone);
  const end = localTimeAt(new Date(startMs + 2 * hourMs).toISOString(), zone);
  const time = { date: start.date, from: start.time, to: end.time, isTimeChosen: false };
  return { technicianId: '', ...time, overlapReasonCode: '' };
}

/** A visit as commands take it; undefined while something is missing. An end before the start is on the next day. */
export function visitOf(draft: VisitDraft, technicians: readonly Technician[]) {
  const timeZone = technicians.find((one) => one.technicianId === draft.technicianId)?.timeZone;
  if (timeZone === undefined) return undefined;
  const startsAt = instantOf({ date: draft.date, time: draft.from }, timeZone);
  const endDate = draft.to < draft.from ? dayAfter(draft.date) : draft.date;
  const endsAt = instantOf({ date: endDate, time: draft.to }, timeZone);
  if (startsAt === undefined || endsAt === undefined) return undefined;
  const overlapReasonCode = textOrNothing(draft.overlapReasonCode);
  const reason = overlapReasonCode === undefined ? {} : { overlapReasonCode };
  return { technicianId: draft.technicianId, startsAt, endsAt, timeZone, ...reason };
}

function dayAfter(date: string): string {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(ms) ? date : new Date(ms + 86_400_000).toISOString().slice(0, 10);
}

interface VisitFieldsProps {
  readonly draft: VisitDraft;
  readonly onChange: (draft: VisitDraft) => void;
  /** Asks why the visit stands over another one. */
  readonly isOverlap: boolean;
  /** The field that lacks something. */
  readonly error: string | null;
}

export function VisitFields({ draft, onChange, isOverlap, error }: VisitFieldsProps) {
  const technicians = useTechnicians();
  const zoneOf = (id: string) => technicians.find((one) => one.technicianId === id)?.timeZone ?? ownTimeZone();
  const zone = zoneOf(draft.technicianId);
  const choose = (technicianId: string) => {
    const { overlapReasonCode } = draft;
    const proposed = { ...newVisitDraft(Date.now(), zoneOf(technicianId)), overlapReasonCode };
    onChange({ ...(draft.isTimeChosen ? draft : proposed), technicianId });
  };
  const field = (name: 'date' | 'from' | 'to', type: 'date' | 'time', label: string) => (
    <TextInput
      type={type}
      label={label}
      required
      value={draft[name]}
      onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value, isTimeChosen: true })}
    />
  );
  return (
    <Stack gap="sm">
      <TechnicianSelect required value={draft.technicianId} onChange={choose} error={error} />
      <div className={styles['when']}>
        {field('date', 'date', text('visit.day'))}
        {field('from', 'time', text('visit.from'))}
        {field('to', 'time', text('visit.to'))}
      </div>
      <Quiet>{text('visit.zone', { zone })}</Quiet>
      {isOverlap && (
        <ReasonSelect
          use="visit-overlap"
          label={text('visit.overlapReason')}
          value={draft.overlapReasonCode}
          onChange={(overlapReasonCode) => onChange({ ...draft, overlapReasonCode })}
        />
      )}
    </Stack>
  );
}
