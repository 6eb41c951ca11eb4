/** A request on behalf of a customer, who called or wrote. */
import { useState } from 'react';

import { serviceRequestRoutes } from '#contracts/http/requests.ts';

import { useIntent } from '../../api/queries.ts';
import { usePriorities } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ContactSelect, SiteSelect } from '../../pickers/customer-part-selects.tsx';
import { ObjectSelect } from '../../pickers/object-select.tsx';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsFrom, errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { PhotoField } from '../../ui/photo-field.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text, textOf } from '../../ui/texts.ts';
import { photoWords } from './photo-words.ts';
import { PreferredFields, preferredInstant } from './preferred-fields.tsx';
import { SubjectFields } from './subject-fields.tsx';

const empty = {
  customerId: '',
  siteId: '',
  contactId: '',
  objectId: '',
  subject: '',
  description: '',
  priority: '',
  channel: '',
  preferredDate: '',
  preferredTime: '',
};

/** Of those that somebody of the staff writes down. */
const channels = (['phone', 'email'] as const).map((value) => ({ value, label: textOf('requests.channel', value) }));

export function NewRequestDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState(empty);
  const [photoIds, setPhotoIds] = useState<readonly string[]>([]);
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const submitRequest = useIntent(serviceRequestRoutes.submit);
  const set = (part: Partial<typeof empty>) => setDraft((before) => ({ ...before, ...part }));
  const errorOf = (name: string) => errors.get(`#/${name}`) ?? null;
  const submit = () => {
    const { subject, preferredDate, preferredTime, ...others } = draft;
    const preferredAt = preferredInstant({ preferredDate, preferredTime });
    const given = Object.entries(others).map(([name, value]) => [name, textOrNothing(value)] as const);
    const body = {
      subject,
      photoIds: [...photoIds],
      ...(preferredAt === null ? {} : { preferredAt }),
      ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    };
    const wrong = errorsOf(serviceRequestRoutes.submit.body.required({ customerId: true }), body);
    setErrors(wrong);
    if (wrong.size > 0) return;
    submitRequest.mutate({ body }, { onSuccess: onClose, onError: (thrown: unknown) => setErrors(errorsFrom(thrown)) });
  };
  const { customerId } = draft;
  return (
    <FormDialog
      title={text('requests.new')}
      submit={text('requests.submit')}
      isBusy={submitRequest.isPending}
      error={submitRequest.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <CustomerSelect
        label={text('newOrder.customer')}
        required
        data-autofocus
        value={customerId}
        onChange={(chosen) => {
          set({ ...empty, subject: draft.subject, description: draft.description, customerId: chosen });
          // They were uploaded for the other customer, who alone may see them.
          setPhotoIds([]);
        }}
        error={errorOf('customerId')}
      />
      <SiteSelect customerId={customerId} value={draft.siteId} onChange={(siteId) => set({ siteId })} />
      <ContactSelect customerId={customerId} value={draft.contactId} onChange={(contactId) => set({ contactId })} />
      <ObjectSelect customerId={customerId} value={draft.objectId} onChange={(objectId) => set({ objectId })} />
      <SubjectFields draft={draft} onChange={set} errors={errors} />
      <ChoiceSelect
        label={text('requests.by')}
        choices={channels}
        value={draft.channel}
        onChange={(channel) => set({ channel })}
      />
      <ChoiceSelect
        label={text('newOrder.priority')}
        description={text('newOrder.priorityHelp')}
        choices={usePriorities()}
        value={draft.priority}
        onChange={(priority) => set({ priority })}
      />
      <PreferredFields draft={draft} onChange={set} errors={errors} />
      <PhotoField words={photoWords(customerId)} customerId={customerId} photoIds={photoIds} onChange={setPhotoIds} />
    </FormDialog>
  );
}
