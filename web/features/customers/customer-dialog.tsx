/** A customer, new or changed. */
import { NumberInput, TextInput } from '@mantine/core';

import type { Customer } from '#contracts/http/customer-schemas.ts';
import { customerRoutes } from '#contracts/http/customers.ts';

import { useOwnedFields } from '../../api/feeds.ts';
import { useIntent } from '../../api/queries.ts';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { LanguageSelect } from '../../pickers/language-select.tsx';
import { ActiveSwitch } from '../../ui/active-switch.tsx';
import { useDraft } from '../../ui/draft.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text } from '../../ui/texts.ts';
import { AddressFields } from './address-fields.tsx';
import { customerDraftOf, customerOfDraft } from './customer-draft.ts';
import type { CustomerDraft } from './customer-draft.ts';
import styles from './customers.module.css';
import { GivenFields } from '../../ui/given-fields.tsx';
import { NameField } from './name-field.tsx';

interface CustomerDialogProps {
  /** Null for a new one. */
  readonly customer: Customer | null;
  readonly onClose: () => void;
  readonly onSaved: (customer: Customer) => void;
}

export function CustomerDialog({ customer, onClose, onSaved }: CustomerDialogProps) {
  const form = useDraft(customerDraftOf(customer));
  const owned = useOwnedFields('customer', customer?.externalId);
  const create = useIntent(customerRoutes.create);
  const change = useIntent(customerRoutes.change);
  const submit = () => {
    const body = customerOfDraft(form.draft, customer);
    if (!form.isFit(customerRoutes.create.body, body)) return;
    const settle = {
      onSuccess: (answer: { readonly body: Customer }) => onSaved(answer.body),
      onError: form.onRefused,
    };
    if (customer === null) create.mutate({ body }, settle);
    else change.mutate({ params: { customerId: customer.customerId }, ifMatch: customer.version, body }, settle);
  };
  return (
    <SaveDialog
      newTitle={text('customers.new')}
      changing={customer?.name ?? null}
      saving={[create, change]}
      errors={form.errors}
      isWide
      onClose={onClose}
      onSubmit={submit}
    >
      <div className={styles['fields']}>
        <NameField {...form.field('name')} {...owned('name')} />
        <AddressFields
          address={form.draft.address}
          onChange={(address) => form.set({ address })}
          errorOf={form.errorOf}
          owned={owned('address')}
        />
        <TextInput
          label={text('customer.email')}
          type="email"
          maxLength={254}
          {...form.field('email')}
          {...owned('email')}
        />
        <TextInput
          label={text('customer.phone')}
          type="tel"
          maxLength={40}
          {...form.field('phone')}
          {...owned('phone')}
        />
        <TermsFields draft={form.draft} set={form.set} errorOf={form.errorOf} owned={owned} />
        <GivenFields draft={form.draft} before={customer} set={form.set} errorOf={form.errorOf} />
        <ActiveSwitch checked={form.draft.active} onChange={(active) => form.set({ active })} {...owned('active')} />
      </div>
    </SaveDialog>
  );
}

interface TermsFieldsProps extends Pick<ReturnType<typeof useDraft<CustomerDraft>>, 'draft' | 'set' | 'errorOf'> {
  readonly owned: ReturnType<typeof useOwnedFields>;
}

/** In which language the customer is written to, and who pays within which time. */
function TermsFields({ draft, set, errorOf, owned }: TermsFieldsProps) {
  return (
    <>
      <LanguageSelect
        label={text('customer.language')}
        description={text('customer.languageHelp')}
        required
        value={draft.language}
        onChange={(language) => set({ language })}
        error={errorOf('language')}
        {...owned('language')}
      />
      <CustomerSelect
        label={text('customer.billTo')}
        description={text('customer.billToHelp')}
        value={draft.billToCustomerId}
        onChange={(billToCustomerId) => set({ billToCustomerId })}
        error={errorOf('billToCustomerId')}
        {...owned('billToCustomerId')}
      />
      <NumberInput
        label={text('customer.paymentTerms')}
        description={text('customer.paymentTermsHelp')}
        required
        min={0}
        max={365}
        allowDecimal={false}
        value={draft.paymentTermsDays}
        onChange={(days) => set({ paymentTermsDays: Number(days) })}
        error={errorOf('paymentTermsDays')}
        {...owned('paymentTermsDays')}
      />
    </>
  );
}
