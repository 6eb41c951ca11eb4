/** The company that runs Callout, as documents name it. */
import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { setupRoutes } from '#contracts/http/setup.ts';

import type { ReadBody } from '../../api/client.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { CountrySelect } from '../../pickers/country-select.tsx';
import { TimeZoneSelect } from '../../pickers/time-zone-select.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Page, Panel, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { CompanyLogoField } from './company-logo-field.tsx';
import { companyDraft, companyOf } from './company-draft.ts';
import type { CompanyDraft } from './company-draft.ts';
import type { Form } from './set-up-kind.ts';
import styles from './setup.module.css';

type Company = ReadBody<typeof setupRoutes.getCompany>;

export function CompanyPage() {
  const read = useQuery(queryOf(setupRoutes.getCompany, {}));
  return (
    <Page title={text('company.title')}>
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {read.isPending && <Waiting />}
      {read.data?.placeholder === true && <p className={styles['banner']}>{text('company.placeholder')}</p>}
      {read.data !== undefined && <CompanyForm company={read.data} />}
    </Page>
  );
}

function CompanyForm({ company }: { company: Company }) {
  const mayChange = mayCall(useSession(), setupRoutes.putCompany);
  // As it was when the form was filled: what somebody else changes meanwhile must not be written over.
  const [version, setVersion] = useState(company.version);
  const form = useDraft(companyDraft(company));
  const put = useIntent(setupRoutes.putCompany);
  const submit = () => {
    const body = companyOf(form.draft);
    if (!form.isFit(setupRoutes.putCompany.body, body)) return;
    const onSuccess = (answer: { readonly body: Company }) => setVersion(answer.body.version);
    put.mutate({ ifMatch: version, body }, { onSuccess, onError: form.onRefused });
  };
  return (
    <form
      noValidate
      className={styles['form']}
      aria-label={text('company.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!put.isPending) submit();
      }}
    >
      <fieldset disabled={!mayChange} className={styles['part']}>
        <NameAndAddress form={form} />
        <CompanyLogoField
          fileId={form.draft.logoFileId}
          onChange={(logoFileId) => form.set({ logoFileId })}
          error={form.errorOf('logoFileId')}
        />
        <BankAndTax form={form} />
        <MoneyAndTime form={form} isCurrencyFixed={!company.placeholder} />
      </fieldset>
      <ProblemNote error={put.error} shownAtFields={form.errors} />
      {put.isSuccess && <p role="status">{text('company.saved')}</p>}
      {mayChange && (
        <div>
          <Button type="submit" loading={put.isPending}>
            {text('form.save')}
          </Button>
        </div>
      )}
    </form>
  );
}

interface PartProps {
  readonly form: Form<CompanyDraft>;
}

function NameAndAddress({ form: { draft, set, field, errorOf } }: PartProps) {
  return (
    <Panel title={text('company.address')}>
      <TextInput label={text('company.name')} required maxLength={120} {...field('name')} />
      <TextInput label={text('company.street')} {...field('street')} error={errorOf('address/street')} />
      <div className={styles['columns']}>
        <TextInput label={text('company.postalCode')} {...field('postalCode')} error={errorOf('address/postalCode')} />
        <TextInput label={text('company.city')} {...field('city')} error={errorOf('address/city')} />
        <CountrySelect
          label={text('company.country')}
          required
          value={draft.country}
          onChange={(country) => set({ country })}
          error={errorOf('address/country')}
        />
      </div>
    </Panel>
  );
}

function BankAndTax({ form: { field, errorOf } }: PartProps) {
  return (
    <Panel title={text('company.bank')}>
      <TextInput label={text('company.taxNumber')} {...field('taxNumber')} />
      <TextInput label={text('company.iban')} {...field('iban')} error={errorOf('bank/iban')} />
      <div className={styles['columns']}>
        <TextInput label={text('company.bankName')} {...field('bankName')} error={errorOf('bank/name')} />
        <TextInput label={text('company.bic')} {...field('bic')} error={errorOf('bank/bic')} />
      </div>
    </Panel>
  );
}

const currencies = Intl.supportedValuesOf('currency').map((code) => ({
  value: code,
  label: `${code} ${new Intl.DisplayNames('en-GB', { type: 'currency' }).of(code) ?? ''}`,
}));

function MoneyAndTime({ form: { draft, set, errorOf }, isCurrencyFixed }: PartProps & { isCurrencyFixed: boolean }) {
  return (
    <Panel title={text('company.moneyAndTime')}>
      <div className={styles['columns']}>
        <ChoiceSelect
          label={text('company.currency')}
          description={text(isCurrencyFixed ? 'company.currencyFixed' : 'company.currencyHelp')}
          required
          disabled={isCurrencyFixed}
          choices={currencies}
          value={draft.currency}
          onChange={(currency) => set({ currency })}
          error={errorOf('currency')}
        />
        <TimeZoneSelect
          label={text('company.timeZone')}
          description={text('company.timeZoneHelp')}
          required
          value={draft.timeZone}
          onChange={(timeZone) => set({ timeZone })}
          error={errorOf('timeZone')}
        />
      </div>
    </Panel>
  );
}
