/** A technician, new or changed. */
import { Switch, TextInput } from '@mantine/core';

import { NewTechnician, TechnicianChange, technicianRoutes } from '#contracts/http/dispatch.ts';
import type { Technician } from '#contracts/http/dispatch.ts';

import { useOwnedFields } from '../../api/feeds.ts';
import { useIntent } from '../../api/queries.ts';
import { LanguageSelect } from '../../pickers/language-select.tsx';
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
  if (technician === null) return { ...unsaid, number: '', externalId: '', name: '', timeZone: ownTimeZone() };
  const { number, externalId, name, team, email, timeZone, language, active } = technician;
  const optional = { externalId: externalId ?? '', team: team ?? '', email: email ?? '' };
  return { number, name, timeZone, language, active, ...optional };
}

const unsaid = { team: '', email: '', language: 'en', active: true };

export function TechnicianDialog({ technician, onClose }: TechnicianDialogProps) {
  const form = useDraft(draftOf(technician));
  const { draft, set, field, errors, isFit, onRefused } = form;
  const owned = useOwnedFields('technician', technician?.externalId);
  const save = useIntent(technicianRoutes.save);
  const change = useIntent(technicianRoutes.change);
  const settle = { onSuccess: onClose, onError: onRefused };
  const optional = { team: textOrNothing(draft.team) ?? null, email: textOrNothing(draft.email) ?? null };
  const add = () => {
    const body = {
      ...draft,
      ...optional,
      number: textOrNothing(draft.number),
      externalId: textOrNothing(draft.externalId),
    };
    if (isFit(NewTechnician, body)) save.mutate({ body }, settle);
  };
  const put = ({ technicianId, version }: Technician) => {
    const { externalId: _, ...changed } = draft;
    const body = { ...changed, ...optional };
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
      <ClockAndMailFields form={form} owned={owned} />
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

interface ClockAndMailFieldsProps {
  readonly form: ReturnType<typeof useDraft<ReturnType<typeof draftOf>>>;
  readonly owned: ReturnType<typeof useOwnedFields>;
}

/** On which clock the technician works, and where and in which language visits are told. */
function ClockAndMailFields({ form: { draft, set, field, errorOf }, owned }: ClockAndMailFieldsProps) {
  return (
    <>
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
        label={text('technicians.email')}
        description={text('technicians.emailHelp')}
        type="email"
        maxLength={254}
        {...field('email')}
        {...owned('email')}
      />
      <LanguageSelect
        label={text('technicians.language')}
        description={text('technicians.languageHelp')}
        required
        value={draft.language}
        onChange={(language) => set({ language })}
        error={errorOf('language')}
        {...owned('language')}
      />
    </>
  );
}
