/** Extra work of an order: what waits for the customer's word, its quotes, and the amount that it may not exceed. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { extraWorkRoutes } from '#contracts/http/service-orders-extra-work.ts';
import { quoteRoutes, type Quote } from '#contracts/http/service-orders-quotes.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { mayBeJudged } from '#domain/service-orders/extra-work.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useCurrency } from '../../api/setup.ts';
import { Facts } from '../../ui/facts.tsx';
import { money } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { text } from '../../ui/texts.ts';
import { IssueQuoteDialog } from './issue-quote-dialog.tsx';
import { JudgeDialog } from './judge-dialog.tsx';
import { LimitDialog } from './limit-dialog.tsx';
import type { OrderLine } from './order-lines.tsx';
import { OrderQuotes } from './order-quotes.tsx';

type Opened = 'limit' | 'judge' | 'issue' | { readonly answering: Quote } | null;

export function ExtraWork({ order }: { order: ServiceOrder }) {
  const [opened, open] = useState<Opened>(null);
  const { data } = useQuery(queryOf(quoteRoutes.list, { params: { orderId: order.orderId } }));
  const quotes = data?.items ?? [];
  const waiting = unquoted(order, quotes);
  const close = () => open(null);
  return (
    <Panel title={text('extra.title')}>
      <Limit order={order} onChange={() => open('limit')} />
      {waiting.length > 0 && <Quiet>{text('extra.waiting', { lines: numbersOf(waiting) })}</Quiet>}
      <Buttons isAsked={waiting.length > 0} open={open} />
      <OrderQuotes orderId={order.orderId} quotes={quotes} onAnswer={(answering) => open({ answering })} />
      {opened === 'limit' && <LimitDialog order={order} onClose={close} />}
      {opened === 'issue' && <IssueQuoteDialog orderId={order.orderId} lines={waiting} onClose={close} />}
      {opened === 'judge' && <JudgeDialog orderId={order.orderId} lines={waiting} quote={null} onClose={close} />}
      {typeof opened === 'object' && opened !== null && (
        <JudgeDialog orderId={order.orderId} lines={[]} quote={opened.answering} onClose={close} />
      )}
    </Panel>
  );
}

/** Lines that wait for the customer's word and stand in no open quote. */
function unquoted(order: ServiceOrder, quotes: readonly Quote[]): readonly OrderLine[] {
  const quoted = new Set(
    quotes.flatMap(({ state, lines }) => (state === 'open' ? lines : [])).map((line) => line.lineId),
  );
  return order.lines.filter((line) => mayBeJudged(order, line) && !quoted.has(line.lineId));
}

function numbersOf(lines: readonly OrderLine[]): string {
  return lines.map(({ lineNumber }) => lineNumber).join(', ');
}

function Limit({ order, onChange }: { order: ServiceOrder; onChange: () => void }) {
  const session = useSession();
  const currency = useCurrency();
  const { notToExceedMinor: limit, overLimit } = order;
  const mayChange = mayCall(session, serviceOrderRoutes.change) && order.closedAt === null;
  const beyond = overLimit && {
    amount: money({ amount: overLimit.amountMinor, currency: overLimit.currency }),
    limit: money({ amount: overLimit.limitMinor, currency: overLimit.currency }),
    lines: numbersOf(order.lines.filter(({ lineId }) => overLimit.lineIds.includes(lineId))),
  };
  const shown = limit === null || currency === undefined ? text('extra.limitNone') : money({ amount: limit, currency });
  return (
    <>
      <Facts facts={[{ label: text('extra.limit'), value: shown }]} />
      {beyond !== null && <p role="status">{text('extra.beyond', beyond)}</p>}
      {mayChange && currency !== undefined && (
        <Group>
          <Button variant="default" size="compact-sm" onClick={onChange}>
            {text('extra.limitChange')}
          </Button>
        </Group>
      )}
    </>
  );
}

function Buttons({ isAsked, open }: { isAsked: boolean; open: (what: Opened) => void }) {
  const session = useSession();
  if (!isAsked) return null;
  return (
    <Group>
      {mayCall(session, quoteRoutes.issue) && (
        <Button variant="default" size="compact-sm" onClick={() => open('issue')}>
          {text('quotes.issue')}
        </Button>
      )}
      {mayCall(session, extraWorkRoutes.judge) && (
        <Button variant="default" size="compact-sm" onClick={() => open('judge')}>
          {text('extra.judge')}
        </Button>
      )}
    </Group>
  );
}
