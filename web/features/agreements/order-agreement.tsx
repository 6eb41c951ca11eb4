/** What an order has of its agreement: which one it is, objects and tasks, lines from elsewhere, and lines that go elsewhere. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { agreementRoutes } from '#contracts/http/agreements.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { orderLineRoutes } from '#contracts/http/service-orders-lines.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { RelationList, RelationsDialog } from '../../pickers/relations.tsx';
import { Panel } from '../../ui/page.tsx';
import { text } from '../../ui/texts.ts';
import { MoveLinesDialog } from './move-lines-dialog.tsx';
import { OrderCharges } from './order-charges.tsx';
import { TakeLinesDialog } from './take-lines-dialog.tsx';

export function OrderAgreement({ order }: { order: ServiceOrder }) {
  const [open, setOpen] = useState<'take' | 'move' | 'relate' | null>(null);
  const session = useSession();
  const relate = useIntent(orderLineRoutes.relate);
  const { orderId, version: ifMatch, agreementId, customerId } = order;
  const mayModify = order.allowedActions.some(({ action, allowed }) => action === 'modify' && allowed);
  const isOpenLine = order.lines.some(({ status }) => status !== 'posted' && status !== 'cancelled');
  const close = () => setOpen(null);
  const button = (what: 'take' | 'move' | 'relate', label: string) => (
    <Button variant="default" size="compact-sm" onClick={() => setOpen(what)}>
      {label}
    </Button>
  );
  return (
    <Panel
      title={text('orderAgreement.title')}
      beside={
        mayModify && (
          <Group gap="xs">
            {mayCall(session, orderLineRoutes.copy) && button('take', text('orderAgreement.take'))}
            {agreementId !== null &&
              isOpenLine &&
              mayCall(session, orderLineRoutes.move) &&
              button('move', text('orderAgreement.move'))}
            {mayCall(session, orderLineRoutes.relate) && button('relate', text('relations.change'))}
          </Group>
        )
      }
    >
      {agreementId !== null && <AgreementLink agreementId={agreementId} />}
      {agreementId !== null && <OrderCharges order={order} />}
      <RelationList relations={order} />
      {open === 'take' && <TakeLinesDialog order={order} onClose={close} />}
      {open === 'move' && agreementId !== null && (
        <MoveLinesDialog order={order} agreementId={agreementId} onClose={close} />
      )}
      {open === 'relate' && (
        <RelationsDialog
          relations={order}
          customerId={customerId}
          saving={relate}
          onClose={close}
          onSave={(body) => relate.mutate({ params: { orderId }, ifMatch, body }, { onSuccess: close })}
        />
      )}
    </Panel>
  );
}

function AgreementLink({ agreementId }: { agreementId: string }) {
  const { data } = useQuery(queryOf(agreementRoutes.read, { params: { agreementId } }));
  return (
    <p>
      {text('orderAgreement.under')}{' '}
      <Link to="/agreements/$agreementId" params={{ agreementId }}>
        {data === undefined ? text('loading') : `${data.number} ${data.name}`}
      </Link>
    </p>
  );
}
