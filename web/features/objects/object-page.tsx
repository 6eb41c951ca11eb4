/** One service object: where it belongs, what is part of it, and what agreements and orders are about it. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';

import type { ServiceObject } from '#contracts/http/customer-schemas.ts';
import { siteRoutes } from '#contracts/http/customers.ts';
import { objectRoutes } from '#contracts/http/objects.ts';

import { useCustomerNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Facts } from '../../ui/facts.tsx';
import { day } from '../../ui/format.ts';
import { Page, Panel, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Sided } from '../../ui/sided.tsx';
import { text } from '../../ui/texts.ts';
import { Warranty } from '../../ui/warranty.tsx';
import { ObjectDialog } from './object-dialog.tsx';
import { ObjectParts, ObjectPlace } from './object-tree.tsx';
import styles from './objects.module.css';

interface ObjectPageProps {
  /** Parts of other areas. */
  readonly agreements: (objectId: string) => ReactNode;
  readonly orders: (objectId: string) => ReactNode;
}

export function ObjectPage({ agreements, orders }: ObjectPageProps) {
  const { objectId } = useParams({ from: '/inside/set-up/objects/$objectId' });
  const read = useQuery(queryOf(objectRoutes.read, { params: { objectId } }));
  const object = read.data;
  return (
    <Page
      title={object?.name ?? text('objects.title')}
      beside={<Link to="/set-up/objects">{text('object.back')}</Link>}
    >
      <ProblemNote error={read.error} onRetry={() => void read.refetch()} />
      {read.isPending && <Waiting />}
      {object !== undefined && (
        <>
          <ObjectPlace object={object} />
          <div className={styles['state']}>
            <Warranty object={object} />
            {!object.active && <Badge tone="neutral">{text('objects.outOfUse')}</Badge>}
          </div>
          <Sided key={objectId} isSideWide side={<ObjectFacts object={object} />}>
            <ObjectParts object={object} />
            {agreements(objectId)}
            {orders(objectId)}
          </Sided>
        </>
      )}
    </Page>
  );
}

function ObjectFacts({ object }: { object: ServiceObject }) {
  const session = useSession();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'change' | 'part' | null>(null);
  const { customerId, siteId, installedOn, warrantyUntil } = object;
  const customers = useCustomerNames([customerId]);
  const site = useQuery({
    ...queryOf(siteRoutes.list, { params: { customerId }, query: { limit: 200 } }),
    enabled: siteId !== null,
  }).data?.items.find((each) => each.siteId === siteId);
  const toPage = ({ objectId }: ServiceObject) => {
    setOpen(null);
    void navigate({ to: '/set-up/objects/$objectId', params: { objectId } });
  };
  const begin = { customerId, parentObjectId: object.objectId };
  return (
    <Panel
      title={text('object.facts')}
      beside={
        <Group gap="xs">
          {object.active && mayCall(session, objectRoutes.create) && (
            <Button variant="default" onClick={() => setOpen('part')}>
              {text('objects.newPart')}
            </Button>
          )}
          {mayCall(session, objectRoutes.change) && (
            <Button variant="default" onClick={() => setOpen('change')}>
              {text('list.change')}
            </Button>
          )}
        </Group>
      }
    >
      <Facts
        facts={[
          { label: text('customer.number'), value: object.number },
          {
            label: text('objects.customer'),
            value: (
              <Link to="/set-up/customers/$customerId" params={{ customerId }}>
                {customers.get(customerId) ?? text('loading')}
              </Link>
            ),
          },
          { label: text('objects.site'), value: site?.name ?? null },
          { label: text('objects.serialNumber'), value: object.serialNumber },
          { label: text('objects.installedOn'), value: installedOn === null ? null : day(installedOn) },
          { label: text('objects.warrantyUntil'), value: warrantyUntil === null ? null : day(warrantyUntil) },
          { label: text('customer.externalId'), value: object.externalId },
        ]}
      />
      {open === 'change' && (
        <ObjectDialog object={object} onClose={() => setOpen(null)} onSaved={() => setOpen(null)} />
      )}
      {open === 'part' && <ObjectDialog object={null} begin={begin} onClose={() => setOpen(null)} onSaved={toPage} />}
    </Panel>
  );
}
