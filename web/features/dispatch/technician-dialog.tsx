/** A technician, new or changed. */
import { Switch, TextInput } from '@mantine/core';

import { NewTechnician, TechnicianChange, technicianRoutes } from '#contracts/http/dispatch.ts';
import type { Technician } from '#contracts/http/dispatch.ts';

import { useOwnedFields } from '../../api/feeds.ts';
import { useIntent } from '../../api/queries.ts';
import { TimeZoneSelect } from '../../pickers/time-zone-select.tsx';
import { useDraft } from '../../ui/draft.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text } from '../../ui/texts.ts';
import { ownTimeZone } from '../../ui/zoned-time.ts';

interface TechnicianDialogProps {
  /** Null for a new one. */
  readonly technician: Technician | null;
  readonly onClose: () => void;
}

function draftOf(technician: Technician | null) {
  if (technician === null)
    return { number: '', externalId: '', name: '', team: '', timeZone: ownTimeZone(), active: true };
  const { number, externalId, name, team, timeZone, active } = technician;
  return { number, externalId: externalId ?? '', name, team: team ?? '', timeZone, active };
}

export function TechnicianDialog({ technician, onClose }: TechnicianDialogProps) {
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft(draftOf(technician));
  const owned = useOwnedFields('technician', technician?.externalId);
  const save = useIntent(technicianRoutes.save);
  const change = useIntent(technicianRoutes.change);
  const settle = { onSuccess: onClose, onError: onRefused };
  const team = textOrNothing(draft.team) ?? null;
  const add = () => {
    const body = { ...draft, team, number: textOrNothing(draft.number), externalId: textOrNothing(draft.externalId) };
    if (isFit(NewTechnician, body)) save.mutate({ body }, settle);
  };
  const put = ({ technicianId, version }: Technician) => {
    const { externalId: _, ...changed } = draft;
    const body = { ...changed, team };
    if (isFit(TechnicianChange, body)) change.mutate({ params: { technicianId }, ifMatch: version, body }, settle);
  };
  return (
    <SaveDialog
      newTitle={text('technicians.new')}
      changing={technician?.name ?? null}
      saving={[save, change]}
      errors={errors}
      onClose={onClose}
      onSubmit={() => (technician === null ? add() : put(technician))}
    >
      <TextInput
        label={text('list.name')}
        required
        data-autofocus
        maxLength={200}
        {...field('name')}
        {...owned('name')}
      />
      <TextInput
        label={text('technicians.number')}
        description={technician === null ? text('technicians.numberHelp') : null}
        required={technician !== null}
        maxLength={60}
        {...field('number')}
        {...owned('number')}
      />
      <TextInput
        label={text('technicians.team')}
        description={text('technicians.teamHelp')}
        maxLength={60}
        {...field('team')}
        {...owned('team')}
      />
      <TimeZoneSelect
        label={text('technicians.timeZone')}
        description={text('technicians.timeZoneHelp')}
        required
        value={draft.timeZone}
        onChange={(timeZone) => set({ timeZone })}
        error={errorOf('timeZone')}
        {...owned('timeZone')}
      />
      <TextInput
        label={text('technicians.externalId')}
        description={technician === null ? text('technicians.externalIdHelp') : null}
        maxLength={100}
        disabled={technician !== null}
        {...field('externalId')}
      />
      <Switch
        label={text('technicians.active')}
        description={text('technicians.activeHelp')}
        checked={draft.active}
        onChange={(event) => set({ active: event.currentTarget.checked })}
        {...owned('active')}
      />
    </SaveDialog>
  );
}
