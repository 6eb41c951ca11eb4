/** How the signed-in user wants to be told: in which language, on which clock, and whether by e-mail as well. */
import { useState } from 'react';
import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { notificationRoutes } from '#contracts/http/notifications.ts';
import type { NotificationPreferences } from '#contracts/http/notifications.ts';
import { languageOf, languages } from '#domain/notifications/language.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { TimeZoneSelect } from '../../pickers/time-zone-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Waiting } from '../../ui/page.tsx';
import { languageName } from '../../ui/region-names.ts';
import { text } from '../../ui/texts.ts';

const choices = languages.map((value) => ({ value, label: languageName(value) }));

export function PreferencesDialog({ onClose }: { onClose: () => void }) {
  const kept = useQuery(queryOf(notificationRoutes.readPreferences, {}));
  const [changes, setChanges] = useState<Partial<NotificationPreferences>>({});
  const save = useIntent(notificationRoutes.changePreferences);
  const draft = kept.data === undefined ? undefined : { ...kept.data, ...changes };
  const change = (changed: Partial<NotificationPreferences>) => setChanges({ ...changes, ...changed });
  return (
    <FormDialog
      title={text('inbox.preferences')}
      submit={text('form.save')}
      isBusy={save.isPending || draft === undefined}
      error={save.error ?? kept.error}
      onClose={onClose}
      onSubmit={() => {
        if (draft !== undefined) save.mutate({ body: draft }, { onSuccess: onClose });
      }}
    >
      {draft === undefined ? (
        <Waiting />
      ) : (
        <>
          <ChoiceSelect
            required
            label={text('preferences.language')}
            choices={choices}
            value={draft.language}
            onChange={(language) => change({ language: languageOf(language) })}
          />
          <TimeZoneSelect
            label={text('preferences.timeZone')}
            description={text('preferences.timeZoneHelp')}
            value={draft.timeZone ?? ''}
            onChange={(timeZone) => change({ timeZone: timeZone === '' ? null : timeZone })}
          />
          <Switch
            label={text('preferences.wantsMail')}
            description={text('preferences.wantsMailHelp')}
            checked={draft.wantsMail}
            onChange={(event) => change({ wantsMail: event.currentTarget.checked })}
          />
        </>
      )}
    </FormDialog>
  );
}
