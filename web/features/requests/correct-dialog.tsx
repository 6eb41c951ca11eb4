/** Corrects what a request says while it waits. */
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import type { ServiceRequest } from '#contracts/http/requests.ts';

import { useIntent } from '../../api/queries.ts';
import { usePriorities } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ContactSelect, SiteSelect } from '../../pickers/customer-part-selects.tsx';
import { ObjectSelect } from '../../pickers/object-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { preferredDraftOf, PreferredFields, preferredInstant } from './preferred-fields.tsx';
import { SubjectFields } from './subject-fields.tsx';

export function CorrectDialog({ request, onClose }: { request: ServiceRequest; onClose: () => void }) {
  const { requestId, customerId, number, version } = request;
  const form = useDraft(draftOf(request));
  const { draft, set, errors } = form;
  const correct = useIntent(serviceRequestRoutes.correct);
  const submit = () => {
    const body = correctionOf(draft, request);
    if (!form.isFit(serviceRequestRoutes.correct.body, body)) return;
    const then = { onSuccess: onClose, onError: form.onRefused };
    correct.mutate({ params: { requestId }, body, ifMatch: version }, then);
  };
  return (
    <FormDialog
      title={text('requests.correctTitle', { number })}
      submit={text('form.save')}
      isBusy={correct.isPending}
      error={correct.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <SubjectFields draft={draft} onChange={set} errors={errors} />
      <SiteSelect {...{ customerId }} value={draft.siteId} onChange={(siteId) => set({ siteId })} />
      <ContactSelect {...{ customerId }} value={draft.contactId} onChange={(contactId) => set({ contactId })} />
      <ObjectSelect {...{ customerId }} value={draft.objectId} onChange={(objectId) => set({ objectId })} />
      <ChoiceSelect
        label={text('newOrder.priority')}
        choices={usePriorities()}
        value={draft.priority}
        onChange={(priority) => set({ priority })}
      />
      <PreferredFields draft={draft} onChange={set} errors={errors} />
    </FormDialog>
  );
}

function draftOf({ subject, description, siteId, contactId, objectId, priority, preferredAt }: ServiceRequest) {
  return {
    ...{ subject, description: description ?? '', siteId: siteId ?? '', contactId: contactId ?? '' },
    ...{ objectId: objectId ?? '', priority: priority ?? '', ...preferredDraftOf(preferredAt) },
  };
}

/** The form shows minutes: an instant that nobody touched stays as exact as it was. */
function correctionOf(draft: ReturnType<typeof draftOf>, { preferredAt }: ServiceRequest) {
  const orNull = (value: string) => textOrNothing(value) ?? null;
  const before = preferredDraftOf(preferredAt);
  const isSame = before.preferredDate === draft.preferredDate && before.preferredTime === draft.preferredTime;
  return {
    subject: draft.subject,
    description: orNull(draft.description),
    siteId: orNull(draft.siteId),
    contactId: orNull(draft.contactId),
    objectId: orNull(draft.objectId),
    priority: orNull(draft.priority),
    ...(isSame ? {} : { preferredAt: preferredInstant(draft) }),
  };
}
