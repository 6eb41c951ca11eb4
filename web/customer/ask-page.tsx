/** Asking for service: what is wrong, where, since when, how urgent, and whom to turn to; then the number and what comes next. */
import type { FormEvent } from 'react';
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';

import { contactRoutes, siteRoutes } from '#contracts/http/customers.ts';
import { objectRoutes } from '#contracts/http/objects.ts';
import { serviceRequestRoutes } from '#contracts/http/requests.ts';

import { queryOf, useIntent } from '../api/queries.ts';
import { useDraft } from '../ui/draft.ts';
import { PhotoField } from '../ui/photo-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { nothingAsked, requestOf, urgencies } from './asking.ts';
import type { Asking } from './asking.ts';
import { ChoiceField } from './choice-field.tsx';
import { CustomerPage } from './customer-page.tsx';
import styles from './customer.module.css';
import { photoWords } from './photo-words.ts';
import { useSpeech } from './speaking.tsx';

interface AskPageProps {
  readonly customerId: string;
  readonly email: string | null;
}

export function AskPage({ customerId, email }: AskPageProps) {
  const { say } = useSpeech();
  const form = useDraft(nothingAsked);
  const send = useIntent(serviceRequestRoutes.submit);
  const contacts = activeOf(useQuery(queryOf(contactRoutes.list, ofCustomer(customerId))).data);
  // Whoever asks is whom to turn to, unless somebody else is chosen.
  const own = contacts.find((contact) => contact.email !== null && contact.email === email)?.contactId ?? '';
  const draft = { ...form.draft, contactId: form.draft.contactId === '' ? own : form.draft.contactId };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = requestOf(draft, say);
    if (!form.isFit(serviceRequestRoutes.submit.body, body)) return;
    send.mutate({ body }, { onError: form.onRefused, onSuccess: () => form.set(nothingAsked) });
  };
  if (send.data !== undefined) return <Sent number={send.data.body.number} onAnother={() => send.reset()} />;
  return (
    <CustomerPage title={say('ask.title')}>
      <form className={styles['form']} onSubmit={submit} noValidate>
        <TextInput
          label={say('ask.subject')}
          description={say('ask.subjectHelp')}
          required
          maxLength={200}
          {...form.field('subject')}
        />
        <Place customerId={customerId} form={form} draft={draft} />
        <TextInput label={say('ask.since')} maxLength={200} {...form.field('since')} />
        <ChoiceField
          legend={say('ask.urgency')}
          choices={urgencies.map((value) => ({ value, label: say(`ask.urgency.${value}`) }))}
          value={draft.urgency}
          onChange={(urgency) => form.set({ urgency })}
        />
        <Textarea label={say('ask.more')} rows={3} maxLength={3000} {...form.field('more')} />
        <PhotoField
          words={photoWords(say)}
          customerId={customerId}
          photoIds={draft.photoIds}
          onChange={(photoIds) => form.set({ photoIds })}
        />
        {contacts.length > 0 && (
          <NativeSelect
            label={say('ask.contact')}
            data={withNone(
              say('ask.none'),
              contacts.map(({ contactId, name }) => ({ value: contactId, label: name })),
            )}
            value={draft.contactId}
            onChange={(event) => form.set({ contactId: event.currentTarget.value })}
          />
        )}
        <TextInput type="tel" autoComplete="tel" label={say('ask.phone')} maxLength={40} {...form.field('phone')} />
        <ProblemNote error={send.error} shownAtFields={form.errors} />
        <Button type="submit" size="md" loading={send.isPending}>
          {say('ask.do')}
        </Button>
      </form>
    </CustomerPage>
  );
}

interface PlaceProps {
  readonly customerId: string;
  readonly form: ReturnType<typeof useDraft<Asking>>;
  readonly draft: Asking;
}

/** The site, and the object that stands there; a site is left out of the form where there is none. */
function Place({ customerId, form, draft }: PlaceProps) {
  const { say } = useSpeech();
  const readSites = useQuery(queryOf(siteRoutes.list, ofCustomer(customerId)));
  const readObjects = useQuery(queryOf(objectRoutes.list, { query: { customerId, limit: most } }));
  // Nobody begins to write where a choice takes the field's place a moment later.
  if (readSites.isPending || readObjects.isPending) return null;
  const sites = activeOf(readSites.data);
  const objects = activeOf(readObjects.data);
  const here = objects.filter(({ siteId }) => draft.siteId === '' || siteId === null || siteId === draft.siteId);
  return (
    <>
      {sites.length > 0 && (
        <NativeSelect
          label={say('ask.site')}
          data={withNone(
            say('ask.none'),
            sites.map(({ siteId, name }) => ({ value: siteId, label: name })),
          )}
          value={draft.siteId}
          onChange={(event) => form.set({ siteId: event.currentTarget.value, objectId: '' })}
        />
      )}
      {here.length > 0 && (
        <NativeSelect
          label={say('ask.object')}
          data={withNone(
            say('ask.none'),
            here.map(({ objectId, name, number }) => ({ value: objectId, label: `${name} (${number})` })),
          )}
          value={draft.objectId}
          onChange={(event) => form.set({ objectId: event.currentTarget.value })}
        />
      )}
      {draft.objectId === '' && (
        <TextInput
          label={say(here.length > 0 ? 'ask.objectWords' : 'ask.object')}
          maxLength={200}
          {...form.field('objectWords')}
        />
      )}
    </>
  );
}

function Sent({ number, onAnother }: { number: string; onAnother: () => void }) {
  const { say } = useSpeech();
  return (
    <CustomerPage title={say('ask.sent')}>
      <div role="status" className={styles['panel']}>
        <p className={styles['what']}>{say('ask.number', { number })}</p>
        <p>{say('ask.next')}</p>
      </div>
      <Link href="/">{say('nav.orders')}</Link>
      <Button variant="default" onClick={onAnother}>
        {say('ask.another')}
      </Button>
    </CustomerPage>
  );
}

const most = 200;

function ofCustomer(customerId: string) {
  return { params: { customerId }, query: { limit: most } };
}

/** What is still offered. */
function activeOf<Item extends { readonly active: boolean }>(page: { readonly items: readonly Item[] } | undefined) {
  return (page?.items ?? []).filter(({ active }) => active);
}

function withNone(label: string, choices: readonly { readonly value: string; readonly label: string }[]) {
  return [{ value: '', label }, ...choices];
}
