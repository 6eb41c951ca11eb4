/** What the fields of a repair line hold, and the line that the API takes. */
import type * as z from 'zod';

import type { RepairLine } from '#contracts/http/service-order-schemas.ts';

import { textOrNothing } from '../../ui/text-or-nothing.ts';

const names = ['objectId', 'condition', 'symptom', 'diagnosis', 'resolution', 'technicianId', 'note'] as const;

export type RepairDraft = Readonly<Record<(typeof names)[number], string>>;

export function newRepairDraft(): RepairDraft {
  return { objectId: '', condition: '', symptom: '', diagnosis: '', resolution: '', technicianId: '', note: '' };
}

export function repairDraftOf(line: z.infer<typeof RepairLine>): RepairDraft {
  const { objectId, condition, symptom, diagnosis, resolution, technicianId, note } = line;
  return {
    objectId: objectId ?? '',
    condition: condition ?? '',
    symptom: symptom ?? '',
    diagnosis: diagnosis ?? '',
    resolution: resolution ?? '',
    technicianId: technicianId ?? '',
    note: note ?? '',
  };
}

/** The repair line as it is sent: every field, null for what is empty. */
export function repairOf(draft: RepairDraft) {
  const { objectId, condition, symptom, diagnosis, resolution, technicianId, note } = draft;
  const orNull = (value: string) => textOrNothing(value) ?? null;
  return {
    objectId: orNull(objectId),
    condition: orNull(condition),
    symptom: orNull(symptom),
    diagnosis: orNull(diagnosis),
    resolution: orNull(resolution),
    technicianId: orNull(technicianId),
    note: orNull(note),
  };
}
