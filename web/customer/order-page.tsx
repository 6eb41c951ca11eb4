/** One order for its customer: where it stands, what we wait for, visits, the invoice, and what has happened. */
import { useQuery } from '@tanstack/react-query';

import { siteRoutes } from '#contracts/http/customers.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { ownOrderRoutes } from '#contracts/http/service-orders-customer.ts';
import type { OwnOrder } from '#contracts/http/service-orders-customer.ts';

import { queryOf } from '../api/queries.ts';
import { Facts } from '../ui/facts.tsx';
import { Panel, Waiting } from '../ui/page.tsx';
import { PhotoStrip } from '../ui/photo-strip.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { AnswerForm } from './answer-form.tsx';
import { CustomerPage } from './customer-page.tsx';
import styles from './customer.module.css';
import { amountOf, dayOf, momentOf, visitTime } from './dates.ts';
import { OwnFiles } from './own-files.tsx';
import { OwnQuotes } from './own-quotes.tsx';
import { RatingForm } from './rating-form.tsx';
import { useSpeech } from './speaking.tsx';
import { StatusLine } from './status-line.tsx';
import type { CustomerText } from './texts-en.ts';

export function OrderPage({ orderId, customerId }: { orderId: string; customerId: string }) {
  const { say } = useSpeech();
  const { data: order, error, refetch } = useQuery(queryOf(ownOrderRoutes.read, { params: { orderId } }));
  if (order === undefined)
    return (
      <CustomerPage title={say('list.title')} withWayBack>
        {error === null ? <Waiting /> : <ProblemNote error={error} onRetry={() => void refetch()} />}
      </CustomerPage>
    );
  return (
    <CustomerPage title={say('order.title', { number: order.number })} withWayBack>
      <StatusLine order={order} />
      {order.question !== null && <AnswerForm order={order} question={order.question} />}
      {order.mayRate && <RatingForm order={order} />}
      <OwnQuotes orderId={orderId} />
      <About order={order} customerId={customerId} />
      <OwnFiles orderId={orderId} />
      <Visits order={order} />
      {order.invoiceId !== null && <Invoice invoiceId={order.invoiceId} />}
      <History order={order} />
    </CustomerPage>
  );
}

function About({ order, customerId }: { order: OwnOrder; customerId: string }) {
  const { say, locale } = useSpeech();
  const request = { params: { customerId }, query: { limit: 200 } };
  const sites = useQuery({ ...queryOf(siteRoutes.list, request), enabled: order.siteId !== null }).data;
  const { rating } = order;
  const facts = [
    { label: say('order.site'), value: sites?.items.find(({ siteId }) => siteId === order.siteId)?.name ?? null },
    { label: say('order.yourNumber'), value: order.customerOrderNumber },
    { label: say('order.asked'), value: dayOf(locale, order.submittedAt) },
    {
      label: say('rate.yours'),
      value: rating === null ? null : [starText(rating.rating, say), rating.text].filter(Boolean).join(': '),
    },
  ];
  return (
    <Panel title={say('order.what')}>
      {order.description !== null && <p className={styles['words']}>{order.description}</p>}
      <PhotoStrip photoIds={order.photoIds} nameOf={(place) => say('photo.name', { place })} />
      <Facts facts={facts} />
    </Panel>
  );
}

/** `4 · good`. */
function starText(rating: number, say: ReturnType<typeof useSpeech>['say']): string {
  const code = starCodes[rating - 1];
  return code === undefined ? String(rating) : `${rating} · ${say(code)}`;
}

const starCodes: readonly CustomerText[] = ['rate.1', 'rate.2', 'rate.3', 'rate.4', 'rate.5'];

const visitWords: ReadonlyMap<string, CustomerText> = new Map([
  ['planned', 'order.visit.planned'],
  ['travelling', 'order.visit.travelling'],
  ['working', 'order.visit.working'],
  ['paused', 'order.visit.paused'],
  ['finished', 'order.visit.finished'],
  ['cancelled', 'order.visit.cancelled'],
]);

function Visits({ order: { visits } }: { order: OwnOrder }) {
  const { say, locale } = useSpeech();
  if (visits.length === 0) return null;
  return (
    <Panel title={say('order.visits')}>
      <ul className={styles['history']}>
        {visits.map((visit) => {
          const word = visitWords.get(visit.status);
          return (
            <li key={visit.visitId}>
              <span>{say('order.visit', { when: visitTime(locale, visit) })}</span>
              {word !== undefined && <span className={styles['quiet']}>{say(word)}</span>}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** Of the invoice what has to be paid and by when; nothing where somebody else pays, whose invoice it is. */
function Invoice({ invoiceId }: { invoiceId: string }) {
  const { say, locale } = useSpeech();
  const { data: invoice } = useQuery({
    ...queryOf(invoicingRoutes.getInvoice, { params: { invoiceId } }),
    retry: false,
  });
  if (invoice === undefined) return null;
  return (
    <Panel title={say('order.invoice')}>
      <Facts
        facts={[
          { label: say('order.invoice.number'), value: invoice.number },
          { label: say('order.invoice.total'), value: amountOf(locale, invoice.gross) },
          { label: say('order.invoice.due'), value: dayOf(locale, `${invoice.dueOn}T12:00:00.000Z`) },
        ]}
      />
    </Panel>
  );
}

function History({ order: { entries } }: { order: OwnOrder }) {
  const { say, locale } = useSpeech();
  return (
    <Panel title={say('order.history')}>
      <ol className={styles['history']} reversed>
        {entries.toReversed().map(({ version, kind, at, text }) => (
          <li key={`${version} ${kind}`}>
            <time className={styles['quiet']} dateTime={at}>
              {momentOf(locale, at)}
            </time>
            <span>{say(`entry.${kind}`)}</span>
            {text !== null && <blockquote className={styles['quote']}>{text}</blockquote>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
