/** The order's header: for whom, how urgent, signed by whom, and where else to look. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { caseRoutes } from '#contracts/http/requests-cases.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useOrderTypeNames, usePriorityNames } from '../../api/setup.ts';
import { Facts } from '../../ui/facts.tsx';
import type { Fact } from '../../ui/facts.tsx';
import { dateTime } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { PhotoStrip } from '../../ui/photo-strip.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './order-page.module.css';
import { ChangeHeaderDialog } from './change-header-dialog.tsx';
import { useHeaderFacts } from './header-facts.ts';
import { useOrderContact } from './order-contact.ts';
import { orderDocuments } from './order-document-search.ts';
import { hasMoreSignOffs, SignOffList } from './sign-off-list.tsx';
import { SignedOff } from './signed-off.tsx';

export function OrderFacts({ order }: { order: ServiceOrder }) {
  const session = useSession();
  const priorities = usePriorityNames();
  const types = useOrderTypeNames();
  const contact = useOrderContact(order);
  const header = useHeaderFacts(order);
  const facts: readonly Fact[] = [
    { label: text('order.customer'), value: `${order.customerName} (${order.customerNumber})` },
    { label: text('order.billTo'), value: order.billToCustomerName },
    { label: text('order.contact'), value: contact?.name ?? null },
    { label: text('order.customerOrderNumber'), value: order.customerOrderNumber },
    { label: text('order.description'), value: order.description },
    { label: text('photos.title'), value: photosOf(order) },
    ...header,
    { label: text('order.priority'), value: priorities.get(order.priority) ?? order.priority },
    { label: text('order.type'), value: types.get(order.orderType) ?? order.orderType },
    { label: text('order.progress'), value: textOf('progress', order.progress) },
    { label: text('order.submitted'), value: dateTime(order.submittedAt) },
    { label: text('requests.answered'), value: answeredOf(order) },
    { label: text('order.created'), value: dateTime(order.createdAt) },
    { label: text('order.signOff'), value: order.signOff === null ? null : <SignedOff signOff={order.signOff} /> },
    { label: text('signOffs.title'), value: hasMoreSignOffs(order) ? <SignOffList {...order} /> : null },
    { label: text('confirmation.label'), value: confirmationsOf(order) },
    { label: text('order.rating'), value: ratingOf(order) },
    {
      label: text('order.closes'),
      value: order.closedAt === null && order.closesAt !== null ? dateTime(order.closesAt) : null,
    },
    { label: text('order.closedAt'), value: order.closedAt === null ? null : dateTime(order.closedAt) },
    {
      label: text('order.followUpOf'),
      value: order.followUpOf === null ? null : <OtherOrder orderId={order.followUpOf} />,
    },
  ];
  return (
    <Panel title={text('order.facts')}>
      <Facts facts={facts} />
      <ChangeHeaderButton order={order} />
      {order.links.temporal !== null && (
        <a href={order.links.temporal} target="_blank" rel="noreferrer">
          {text('order.temporal')}
        </a>
      )}
      {orderDocuments.map((document) => (
        <Link key={document} to="/orders/$orderId/print" params={{ orderId: order.orderId }} search={{ document }}>
          {textOf('document', document)}
        </Link>
      ))}
      {mayCall(session, caseRoutes.open) && (
        <Link to="/cases" search={{ new: true, customerId: order.customerId, orderId: order.orderId }}>
          {text('cases.openOf')}
        </Link>
      )}
      {order.closedAt !== null && <FollowUpButton order={order} />}
    </Panel>
  );
}

/** What came with the customer's request; null without any. */
function photosOf({ photoIds }: ServiceOrder) {
  if (photoIds.length === 0) return null;
  return <PhotoStrip photoIds={photoIds} nameOf={(place) => text('photos.name', { place })} />;
}

/** When the request was answered, and whether that was in time; null for an order that was not made of one with a clock. */
function answeredOf({ response }: ServiceOrder) {
  if (response === null || response.metAt === null) return null;
  return text(response.breachedAt === null ? 'requests.answeredInTime' : 'requests.answeredLate', {
    ...{ when: dateTime(response.metAt), due: dateTime(response.dueAt ?? response.metAt) },
  });
}

/** Null until the customer has said how it was. */
function ratingOf({ rating }: ServiceOrder) {
  if (rating === null) return null;
  const when = dateTime(rating.changedAt);
  return (
    <span className={styles['what']}>
      {text('order.rated', { rating: rating.rating, when })}
      {rating.text !== null && <span className={styles['quiet']}>{rating.text}</span>}
    </span>
  );
}

function OtherOrder({ orderId }: { orderId: string }) {
  return (
    <Link to="/orders/$orderId" params={{ orderId }}>
      {text('order.openOther')}
    </Link>
  );
}

/** Where the stage lets the order be changed. */
function ChangeHeaderButton({ order }: { order: ServiceOrder }) {
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const mayModify = order.allowedActions.some(({ action, allowed }) => action === 'modify' && allowed);
  if (!mayModify || !mayCall(session, serviceOrderRoutes.change)) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {text('header.change')}
      </Button>
      {isOpen && <ChangeHeaderDialog order={order} onClose={() => setOpen(false)} />}
    </>
  );
}

function FollowUpButton({ order }: { order: ServiceOrder }) {
  const session = useSession();
  const navigate = useNavigate();
  const followUp = useIntent(serviceOrderRoutes.followUp);
  if (!mayCall(session, serviceOrderRoutes.followUp)) return null;
  const create = () =>
    followUp.mutate(
      { params: { orderId: order.orderId }, body: {} },
      { onSuccess: ({ body }) => void navigate({ to: '/orders/$orderId', params: { orderId: body.orderId } }) },
    );
  return (
    <>
      <ProblemNote error={followUp.error} />
      <Button variant="default" onClick={create} loading={followUp.isPending}>
        {text('order.followUp')}
      </Button>
    </>
  );
}

function confirmationsOf({ confirmations, needsReview }: ServiceOrder): string | null {
  const given = confirmations.map(({ kind, signedAt }) =>
    text('confirmation.given', { kind: textOf('confirmation.kind', kind), when: dateTime(signedAt) }),
  );
  const isAwaited = needsReview && confirmations.every(({ kind }) => kind !== 'review');
  const words = isAwaited ? [...given, text('confirmation.awaited')] : given;
  return words.length === 0 ? null : words.join(' · ');
}
