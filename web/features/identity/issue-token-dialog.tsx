/** A new API token: what for, with which roles, until when. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';

import { identityRoutes } from '#contracts/http/identity.ts';
import type { IssuedToken } from '#contracts/http/identity.ts';

import { useIntent } from '../../api/queries.ts';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { text } from '../../ui/texts.ts';
import { instantOf, localTimeAt, ownTimeZone } from '../../ui/zoned-time.ts';
import { grantDraftOf, grantOf, isGrantFit } from './grant-draft.ts';
import { GrantFields } from './grant-fields.tsx';

interface IssueTokenDialogProps {
  readonly onClose: () => void;
  readonly onIssued: (token: IssuedToken) => void;
}

const NewToken = identityRoutes.issueToken.body.refine(isGrantFit, { path: ['customerId'] });

const dayMs = 24 * 60 * 60_000;
/** Long enough to be of use, short enough that a forgotten one ends by itself. */
const usualDays = 90;

export function IssueTokenDialog({ onClose, onIssued }: IssueTokenDialogProps) {
  const [today] = useState(() => Date.now());
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft({
    ...grantDraftOf(null),
    label: '',
    expiresOn: dateAfter(today, usualDays),
  });
  const issue = useIntent(identityRoutes.issueToken);
  const submit = () => {
    const expiresAt = instantOf({ date: draft.expiresOn, time: '23:59' }, ownTimeZone()) ?? null;
    const body = { label: draft.label, ...grantOf(draft), expiresAt };
    if (!isFit(NewToken, body)) return;
    issue.mutate({ body }, { onSuccess: (answer) => onIssued(answer.body), onError: onRefused });
  };
  return (
    <FormDialog
      title={text('tokens.new')}
      submit={text('tokens.issue')}
      isBusy={issue.isPending}
      error={issue.error}
      shownAtFields={errors}
      isWide
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput label={text('tokens.label')} required data-autofocus maxLength={120} {...field('label')} />
      <GrantFields draft={draft} set={set} errorOf={errorOf} />
      <TextInput
        type="date"
        label={text('tokens.expiresOn')}
        description={text('tokens.expiresHelp')}
        min={dateAfter(today, 0)}
        {...field('expiresOn')}
        error={errorOf('expiresAt')}
      />
    </FormDialog>
  );
}

function dateAfter(sinceMs: number, days: number): string {
  return localTimeAt(new Date(sinceMs + days * dayMs).toISOString(), ownTimeZone()).date;
}
