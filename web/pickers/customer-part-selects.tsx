/** What belongs to a customer: its sites and contacts. */
import { useQuery } from '@tanstack/react-query';

import { contactRoutes, siteRoutes } from '#contracts/http/customers.ts';

import { queryOf } from '../api/queries.ts';
import { text } from '../ui/texts.ts';
import { ChoiceSelect } from './choice-select.tsx';
import type { ChoiceSelectProps } from './choice-select.tsx';

interface CustomerPartProps extends Omit<ChoiceSelectProps, 'choices'> {
  /** Empty until a customer is chosen. */
  readonly customerId: string;
}

const most = 200;

export function SiteSelect({ customerId, ...rest }: CustomerPartProps) {
  const request = { params: { customerId }, query: { limit: most } };
  const { data } = useQuery({ ...queryOf(siteRoutes.list, request), enabled: customerId !== '' });
  const sites = (data?.items ?? []).filter((site) => site.active);
  const choices = sites.map((site) => ({ value: site.siteId, label: `${site.name} (${site.number})` }));
  return <ChoiceSelect label={text('newOrder.site')} choices={choices} disabled={customerId === ''} {...rest} />;
}

export function ContactSelect({ customerId, ...rest }: CustomerPartProps) {
  const request = { params: { customerId }, query: { limit: most } };
  const { data } = useQuery({ ...queryOf(contactRoutes.list, request), enabled: customerId !== '' });
  const contacts = (data?.items ?? []).filter((contact) => contact.active);
  const choices = contacts.map((contact) => ({ value: contact.contactId, label: contact.name }));
  return <ChoiceSelect label={text('newOrder.contact')} choices={choices} disabled={customerId === ''} {...rest} />;
}
