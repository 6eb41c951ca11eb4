/** The contacts of a customer. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { Contact } from '#contracts/http/customer-schemas.ts';
import { contactRoutes, siteRoutes } from '#contracts/http/customers.ts';

import { read } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { ContactDialog } from './contact-dialog.tsx';
import { PartPanel } from '../../ui/part-panel.tsx';

const { list, create, change } = contactRoutes;

export function CustomerContacts({ customerId }: { customerId: string }) {
  const session = useSession();
  const siteNames = useSiteNames(customerId);
  const [open, setOpen] = useState<Contact | 'new' | null>(null);
  const params = { customerId };
  const changing: Column<Contact> = {
    id: 'change',
    label: text('list.change'),
    cell: (contact) => <ChangeButton name={contact.name} onClick={() => setOpen(contact)} />,
  };
  const facts = factsWith(siteNames);
  return (
    <PartPanel
      title={text('contacts.title')}
      beside={
        mayCall(session, create) && (
          <Button variant="default" onClick={() => setOpen('new')}>
            {text('contacts.new')}
          </Button>
        )
      }
      queryKey={[list.area, list.id, { params }]}
      fetchPage={(query, signal) => read(list, { params, query }, signal)}
      columns={mayCall(session, change) ? [...facts, changing] : facts}
      keyOf={(contact) => contact.contactId}
      none={text('contacts.none')}
    >
      {open !== null && (
        <ContactDialog customerId={customerId} contact={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </PartPanel>
  );
}

function factsWith(siteNames: ReadonlyMap<string, string>): readonly Column<Contact>[] {
  return [
    { id: 'name', label: text('customer.name'), isTitle: true, cell: (contact) => <strong>{contact.name}</strong> },
    {
      id: 'email',
      label: text('customer.email'),
      cell: ({ email }) => (email === null ? null : <a href={`mailto:${email}`}>{email}</a>),
    },
    { id: 'phone', label: text('customer.phone'), cell: (contact) => contact.phone },
    {
      id: 'site',
      label: text('contacts.site'),
      cell: ({ siteId }) => (siteId === null ? null : (siteNames.get(siteId) ?? null)),
    },
    { id: 'active', label: text('list.active'), cell: (contact) => text(contact.active ? 'yes' : 'none') },
  ];
}

/** As many as the form of a contact offers. */
const mostSites = 200;

function useSiteNames(customerId: string): ReadonlyMap<string, string> {
  const { data } = useQuery(queryOf(siteRoutes.list, { params: { customerId }, query: { limit: mostSites } }));
  return new Map((data?.items ?? []).map((site) => [site.siteId, site.name]));
}
