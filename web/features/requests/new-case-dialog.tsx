/** A new case of a customer, which belongs to who opens it. */
import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';

import { caseRoutes } from '#contracts/http/requests-cases.ts';
import { caseBeginsWith, defaultsOfCategory } from '#domain/setup/case-category.ts';

import { useIntent } from '../../api/queries.ts';
import { useAllCaseCategories, useCaseCategories, usePriorities } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { StaffSelect } from '../../pickers/staff-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsFrom, errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { saidOf, shownIn, type CaseDraft } from './case-draft.ts';
import { useCaseOpening } from './case-opening.ts';
import { StepFields } from './step-fields.tsx';
import { SubjectFields } from './subject-fields.tsx';

const empty = { customerId: '', category: '', subject: '', description: '' };

interface NewCaseDialogProps {
  /** Whose case it is, and the request or order that belongs to it from the beginning. */
  readonly of: {
    readonly customerId: string | undefined;
    readonly requestId: string | undefined;
    readonly orderId: string | undefined;
  };
  readonly onClose: () => void;
}

export function NewCaseDialog({ of: { customerId: ofCustomer = '', ...part }, onClose }: NewCaseDialogProps) {
  const categories = useAllCaseCategories();
  const opening = useCaseOpening();
  const [draft, setDraft] = useState<CaseDraft>({ ...empty, customerId: ofCustomer });
  const begun = caseBeginsWith({}, defaultsOfCategory(draft.category, categories), opening);
  const shown = shownIn(draft, begun);
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const navigate = useNavigate();
  const open = useIntent(caseRoutes.open);
  const set = (part: Partial<CaseDraft>) => setDraft((before) => ({ ...before, ...part }));
  const errorOf = (name: string) => errors.get(`#/${name}`) ?? null;
  const submit = () => {
    const { customerId, category, subject, description } = draft;
    const body = {
      ...{ customerId, category, subject, ...partOf(part) },
      ...{ description: textOrNothing(description) ?? null, ...saidOf(draft, begun) },
    };
    const wrong = errorsOf(caseRoutes.open.body, body);
    setErrors(wrong);
    if (wrong.size > 0) return;
    open.mutate(
      { body },
      {
        onSuccess: ({ body: { caseId } }) => void navigate({ to: '/cases/$caseId', params: { caseId } }),
        onError: (thrown: unknown) => setErrors(errorsFrom(thrown)),
      },
    );
  };
  return (
    <FormDialog
      title={text('cases.new')}
      submit={text('cases.open')}
      isBusy={open.isPending}
      error={open.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <CustomerSelect
        label={text('newOrder.customer')}
        required
        data-autofocus
        value={draft.customerId}
        onChange={(customerId) => set({ customerId })}
        error={errorOf('customerId')}
      />
      <ChoiceSelect
        choices={useCaseCategories()}
        label={text('cases.column.category')}
        required
        value={draft.category}
        onChange={(category) => set({ category })}
        error={errorOf('category')}
      />
      <SubjectFields draft={draft} onChange={set} errors={errors} />
      <ChoiceSelect
        label={text('newOrder.priority')}
        choices={usePriorities()}
        value={shown.priority}
        onChange={(priority) => set({ priority })}
      />
      <StaffSelect
        label={text('cases.column.owner')}
        value={shown.ownerId}
        onChange={(ownerId) => set({ ownerId })}
        error={errorOf('ownerId')}
      />
      <StepFields draft={shown} onChange={set} errors={errors} />
    </FormDialog>
  );
}

function partOf({ requestId, orderId }: Omit<NewCaseDialogProps['of'], 'customerId'>) {
  if (requestId !== undefined) return { requestId };
  return orderId === undefined ? {} : { orderId };
}
