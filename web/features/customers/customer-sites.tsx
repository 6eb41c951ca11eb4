/** The sites of a customer. */
import { useState } from 'react';
import { Button } from '@mantine/core';

import type { Site } from '#contracts/http/customer-schemas.ts';
import { siteRoutes } from '#contracts/http/customers.ts';

import { read } from '../../api/client.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { addressParts } from './address.ts';
import { PartPanel } from '../../ui/part-panel.tsx';
import { SiteDialog } from './site-dialog.tsx';

const { list, create, change } = siteRoutes;

const facts: readonly Column<Site>[] = [
  { id: 'name', label: text('customer.name'), isTitle: true, cell: (site) => <strong>{site.name}</strong> },
  { id: 'number', label: text('customer.number'), cell: (site) => site.number },
  {
    id: 'address',
    label: text('customer.address'),
    cell: (site) => (site.address === null ? null : addressParts(site.address).join(', ')),
  },
  {
    id: 'timeZone',
    label: text('sites.timeZone'),
    cell: (site) => site.timeZone ?? text('sites.timeZoneOfCompany'),
  },
  { id: 'active', label: text('list.active'), cell: (site) => text(site.active ? 'yes' : 'none') },
];

export function CustomerSites({ customerId }: { customerId: string }) {
  const session = useSession();
  const [open, setOpen] = useState<Site | 'new' | null>(null);
  const params = { customerId };
  const changing: Column<Site> = {
    id: 'change',
    label: text('list.change'),
    cell: (site) => <ChangeButton name={site.name} onClick={() => setOpen(site)} />,
  };
  return (
    <PartPanel
      title={text('sites.title')}
      beside={
        mayCall(session, create) && (
          <Button variant="default" onClick={() => setOpen('new')}>
            {text('sites.new')}
          </Button>
        )
      }
      queryKey={[list.area, list.id, { params }]}
      fetchPage={(query, signal) => read(list, { params, query }, signal)}
      columns={mayCall(session, change) ? [...facts, changing] : facts}
      keyOf={(site) => site.siteId}
      none={text('sites.none')}
    >
      {open !== null && (
        <SiteDialog customerId={customerId} site={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </PartPanel>
  );
}
