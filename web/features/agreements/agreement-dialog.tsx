/** The header of an agreement, new or changed: with whom, for how long, and what its orders take from it. */
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';

import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { useIntent } from '../../api/queries.ts';
import { useSlaPolicies } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { SiteSelect } from '../../pickers/customer-part-selects.tsx';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { StaffSelect } from '../../pickers/staff-select.tsx';
import { TechnicianSelect } from '../../pickers/technician-select.tsx';
import { useDraft } from '../../ui/draft.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { useAgreementGroups } from './groups.ts';

/** Fields of the form; empty for nothing. */
const empty = {
  ...{ name: '', customerId: '', siteId: '', billToCustomerId: '', groupId: '', templateGroup: '' },
  ...{ startsOn: '', endsOn: '', slaPolicyId: '', preferredTechnicianId: '', responsibleId: '' },
};
type Draft = typeof empty;

const words = (value: string | null) => value ?? '';

function draftOf(agreement: Agreement | null): Draft {
  if (agreement === null) return empty;
  const { name, startsOn, customerId, siteId, billToCustomerId, groupId, templateGroup } = agreement;
  return {
    ...{ name, startsOn, customerId: words(customerId), siteId: words(siteId), groupId: words(groupId) },
    ...{ billToCustomerId: words(billToCustomerId), templateGroup: words(templateGroup) },
    ...{ endsOn: words(agreement.endsOn), slaPolicyId: words(agreement.slaPolicyId) },
    preferredTechnicianId: words(agreement.preferredTechnicianId),
    responsibleId: words(agreement.responsibleId),
  };
}

const nothing = (value: string) => textOrNothing(value) ?? null;

/** What is sent of both; a new one without an SLA takes that of its group. */
function headerOf({ name, startsOn, slaPolicyId, customerId: _, ...rest }: Draft) {
  const { siteId, billToCustomerId, groupId, templateGroup, endsOn, preferredTechnicianId, responsibleId } = rest;
  return {
    ...{ name, startsOn, endsOn: nothing(endsOn), siteId: nothing(siteId), groupId: nothing(groupId) },
    ...{ billToCustomerId: nothing(billToCustomerId), templateGroup: nothing(templateGroup) },
    ...{ preferredTechnicianId: nothing(preferredTechnicianId), slaPolicyId: nothing(slaPolicyId) },
    responsibleId: nothing(responsibleId),
  };
}

export function AgreementDialog({ agreement, onClose }: { agreement: Agreement | null; onClose: () => void }) {
  const form = useDraft(draftOf(agreement));
  const navigate = useNavigate();
  const create = useIntent(agreementRoutes.create);
  const change = useIntent(agreementRoutes.change);
  const submit = () => {
    const header = headerOf(form.draft);
    if (agreement !== null) {
      if (!form.isFit(agreementRoutes.change.body, header)) return;
      const { agreementId, version: ifMatch } = agreement;
      change.mutate(
        { params: { agreementId }, ifMatch, body: header },
        { onSuccess: onClose, onError: form.onRefused },
      );
      return;
    }
    const { slaPolicyId, ...rest } = header;
    const own = slaPolicyId === null ? {} : { slaPolicyId };
    const body = { ...rest, ...own, customerId: nothing(form.draft.customerId) };
    if (!form.isFit(agreementRoutes.create.body, body)) return;
    create.mutate(
      { body },
      {
        onSuccess: ({ body: { agreementId } }) =>
          void navigate({ to: '/agreements/$agreementId', params: { agreementId } }),
        onError: form.onRefused,
      },
    );
  };
  return (
    <SaveDialog
      newTitle={text('agreements.new')}
      changing={agreement?.number ?? null}
      saving={[create, change]}
      errors={form.errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <Fields form={form} isNew={agreement === null} />
    </SaveDialog>
  );
}

function Fields({ form, isNew }: { form: ReturnType<typeof useDraft<Draft>>; isNew: boolean }) {
  const { draft, set, field, errorOf } = form;
  const select = (name: 'groupId' | 'slaPolicyId') => ({
    value: draft[name],
    onChange: (value: string) => set({ [name]: value }),
    error: errorOf(name),
  });
  return (
    <>
      <TextInput label={text('agreements.name')} required data-autofocus maxLength={120} {...field('name')} />
      {isNew && (
        <CustomerSelect
          label={text('agreements.customer')}
          description={text('agreements.customerHelp')}
          value={draft.customerId}
          onChange={(customerId) => set({ customerId, siteId: '' })}
          error={errorOf('customerId')}
        />
      )}
      {draft.customerId !== '' && (
        <SiteSelect
          label={text('agreements.site')}
          customerId={draft.customerId}
          value={draft.siteId}
          onChange={(siteId) => set({ siteId })}
          error={errorOf('siteId')}
        />
      )}
      <CustomerSelect
        label={text('agreements.billTo')}
        description={text('agreements.billToHelp')}
        value={draft.billToCustomerId}
        onChange={(billToCustomerId) => set({ billToCustomerId })}
        error={errorOf('billToCustomerId')}
      />
      <ChoiceSelect label={text('agreements.group')} choices={useAgreementGroups()} {...select('groupId')} />
      <TextInput
        label={text('agreements.templateGroup')}
        description={text('agreements.templateHelp')}
        maxLength={120}
        {...field('templateGroup')}
      />
      <TextInput type="date" label={text('agreements.from')} required {...field('startsOn')} />
      <TextInput type="date" label={text('agreements.until')} {...field('endsOn')} />
      <ChoiceSelect
        label={text('agreements.sla')}
        choices={useSlaPolicies()}
        {...(isNew ? { description: text('agreements.slaHelp') } : {})}
        {...select('slaPolicyId')}
      />
      <StaffSelect
        label={text('header.responsible')}
        description={text('agreements.responsibleHelp')}
        value={draft.responsibleId}
        onChange={(responsibleId) => set({ responsibleId })}
        error={errorOf('responsibleId')}
      />
      <TechnicianSelect
        label={text('agreements.technician')}
        value={draft.preferredTechnicianId}
        onChange={(preferredTechnicianId) => set({ preferredTechnicianId })}
        error={errorOf('preferredTechnicianId')}
      />
    </>
  );
}
