/** A contact of a customer, new or changed. */
import { TextInput } from '@mantine/core';

import type { Contact } from '#contracts/http/customer-schemas.ts';
import { contactRoutes } from '#contracts/http/customers.ts';

import { useOwnedFields } from '../../api/feeds.ts';
import { useIntent } from '../../api/queries.ts';
import { SiteSelect } from '../../pickers/customer-part-selects.tsx';
import { LanguageSelect } from '../../pickers/language-select.tsx';
import { ActiveSwitch } from '../../ui/active-switch.tsx';
import { useDraft } from '../../ui/draft.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text } from '../../ui/texts.ts';
import styles from './customers.module.css';
import { GivenFields, givenDraftOf, givenOf } from '../../ui/given-fields.tsx';
import { NameField } from './name-field.tsx';

interface ContactDialogProps {
  readonly customerId: string;
  /** Null for a new one. */
  readonly contact: Contact | null;
  readonly onClose: () => void;
}

export function ContactDialog({ customerId, contact, onClose }: ContactDialogProps) {
  const { draft, set, field, errors, errorOf, isFit, onRefused } = useDraft(draftOf(contact));
  const owned = useOwnedFields('contact', contact?.externalId);
  const create = useIntent(contactRoutes.create);
  const change = useIntent(contactRoutes.change);
  const submit = () => {
    const body = contactOf(draft, contact);
    if (!isFit(contactRoutes.create.body, body)) return;
    const settle = { onSuccess: onClose, onError: onRefused };
    if (contact === null) create.mutate({ params: { customerId }, body }, settle);
    else
      change.mutate({ params: { customerId, contactId: contact.contactId }, ifMatch: contact.version, body }, settle);
  };
  return (
    <SaveDialog
      newTitle={text('contacts.new')}
      changing={contact?.name ?? null}
      saving={[create, change]}
      errors={errors}
      isWide
      onClose={onClose}
      onSubmit={submit}
    >
      <div className={styles['fields']}>
        <NameField {...field('name')} {...owned('name')} />
        <TextInput
          label={text('customer.email')}
          type="email"
          maxLength={254}
          {...field('email')}
          {...owned('email')}
        />
        <TextInput label={text('customer.phone')} type="tel" maxLength={40} {...field('phone')} {...owned('phone')} />
        <SiteSelect
          label={text('contacts.site')}
          description={text('contacts.siteHelp')}
          customerId={customerId}
          value={draft.siteId}
          onChange={(siteId) => set({ siteId })}
          error={errorOf('siteId')}
          {...owned('siteId')}
        />
        <LanguageSelect
          label={text('customer.language')}
          description={text('contacts.languageHelp')}
          value={draft.language}
          onChange={(language) => set({ language })}
          error={errorOf('language')}
          {...owned('language')}
        />
        <GivenFields draft={draft} before={contact} set={set} errorOf={errorOf} />
        <ActiveSwitch checked={draft.active} onChange={(active) => set({ active })} {...owned('active')} />
      </div>
    </SaveDialog>
  );
}

function draftOf(contact: Contact | null) {
  return {
    ...givenDraftOf(contact),
    name: contact?.name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    siteId: contact?.siteId ?? '',
    language: contact?.language ?? '',
    active: contact?.active ?? true,
  };
}

function contactOf(draft: ReturnType<typeof draftOf>, before: Contact | null) {
  return {
    ...givenOf(draft, before),
    name: draft.name,
    email: textOrNothing(draft.email) ?? null,
    phone: textOrNothing(draft.phone) ?? null,
    siteId: textOrNothing(draft.siteId) ?? null,
    language: textOrNothing(draft.language) ?? null,
    active: draft.active,
  };
}
