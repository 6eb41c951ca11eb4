/** What changes while a case is followed: whom it waits for, and what is done next. */
import { useState } from 'react';
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { caseRoutes } from '#contracts/http/requests-cases.ts';
import type { Case } from '#contracts/http/requests-cases.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { usePriorities } from '../../api/setup.ts';
import type { Choice } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { stepOf } from './case-draft.ts';
import { StepFields } from './step-fields.tsx';

export function ChangeCaseDialog({ found, onClose }: { found: Case; onClose: () => void }) {
  const { caseId, number, version, nextStep } = found;
  const [draft, setDraft] = useState({
    ...{ stepText: nextStep?.text ?? '', stepOn: nextStep?.on ?? '' },
    ...{ waits: found.status === 'waiting', priority: found.priority ?? '', parentId: found.parentId ?? '' },
  });
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const change = useIntent(caseRoutes.change);
  const submit = () => {
    const status = draft.waits ? ('waiting' as const) : ('open' as const);
    const body = {
      ...{ status, nextStep: stepOf(draft), priority: textOrNothing(draft.priority) ?? null },
      parentId: textOrNothing(draft.parentId) ?? null,
    };
    const wrong = errorsOf(caseRoutes.change.body, body);
    setErrors(wrong);
    if (wrong.size === 0) change.mutate({ params: { caseId }, body, ifMatch: version }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={text('cases.changeTitle', { number })}
      submit={text('cases.save')}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <StepFields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} errors={errors} />
      <Checkbox
        label={text('cases.isWaiting')}
        checked={draft.waits}
        onChange={(event) => setDraft({ ...draft, waits: event.currentTarget.checked })}
      />
      <ChoiceSelect
        label={text('newOrder.priority')}
        choices={usePriorities()}
        value={draft.priority}
        onChange={(priority) => setDraft({ ...draft, priority })}
      />
      <ChoiceSelect
        label={text('cases.partOf')}
        choices={useLargerCases(found)}
        value={draft.parentId}
        onChange={(parentId) => setDraft({ ...draft, parentId })}
      />
    </FormDialog>
  );
}

/** The customer's other cases that are not closed, and the one that it is part of already. */
function useLargerCases({ caseId, customerId, parentId, parentNumber }: Case): readonly Choice[] {
  const { data } = useQuery(queryOf(caseRoutes.list, { query: { customerId, status: 'unclosed', limit: 200 } }));
  const others = (data?.items ?? []).filter((each) => each.caseId !== caseId);
  const choices = others.map((each) => ({ value: each.caseId, label: `${each.number}: ${each.subject}` }));
  const isKept = parentId === null || choices.some(({ value }) => value === parentId);
  return isKept ? choices : [{ value: parentId, label: parentNumber ?? parentId }, ...choices];
}
