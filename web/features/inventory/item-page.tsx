/** An item: what it is, how much of it there is where, and how that came to be. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';

import { itemRoutes, stockRoutes } from '#contracts/http/inventory.ts';
import type { Item } from '#contracts/http/inventory.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { Facts } from '../../ui/facts.tsx';
import { Page, Panel, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { useItemGroupNames } from './item-groups.ts';
import { ItemDialog } from './item-dialog.tsx';
import { ItemMovements, ItemStock } from './item-stock.tsx';
import { ReceiveStockDialog } from './receive-stock-dialog.tsx';

export function ItemPage() {
  const { itemId } = useParams({ from: '/inside/set-up/items/$itemId' });
  const read = useQuery(queryOf(itemRoutes.read, { params: { itemId } }));
  const groups = useItemGroupNames();
  const item = read.data;
  if (item === undefined) {
    return (
      <Page title={text('items.title')}>
        {read.isPending ? <Waiting /> : <ProblemNote error={read.error} onRetry={() => void read.refetch()} />}
      </Page>
    );
  }
  return (
    <Page title={item.name} beside={<ItemButtons item={item} />}>
      <Link to="/set-up/items">{text('items.back')}</Link>
      <Panel title={text('order.facts')}>
        <Facts
          facts={[
            { label: text('items.number'), value: item.number },
            { label: text('items.unit'), value: item.unit },
            {
              label: text('items.group'),
              value: item.groupId === null ? null : (groups.get(item.groupId) ?? item.groupId),
            },
            { label: text('items.externalId'), value: item.externalId },
            { label: text('list.active'), value: text(item.active ? 'yes' : 'none') },
          ]}
        />
      </Panel>
      <ItemStock item={item} />
      <ItemMovements item={item} />
    </Page>
  );
}

function ItemButtons({ item }: { item: Item }) {
  const session = useSession();
  // The item as it was opened: what somebody else changes meanwhile is not written over.
  const [open, setOpen] = useState<Item | 'receipt' | null>(null);
  const close = () => setOpen(null);
  return (
    <Group gap="sm">
      {mayCall(session, itemRoutes.change) && (
        <Button variant="default" aria-label={text('list.changeOf', { name: item.name })} onClick={() => setOpen(item)}>
          {text('list.change')}
        </Button>
      )}
      {mayCall(session, stockRoutes.receive) && (
        <Button onClick={() => setOpen('receipt')}>{text('stock.receive')}</Button>
      )}
      {open === 'receipt' && <ReceiveStockDialog item={item} onClose={close} />}
      {open !== null && open !== 'receipt' && <ItemDialog item={open} onClose={close} />}
    </Group>
  );
}
