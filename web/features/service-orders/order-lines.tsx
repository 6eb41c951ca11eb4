/** The order's lines: what was planned, used, reserved and missing, and what may be done with each. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import type * as z from 'zod';

import type { OrderLine as LineSchema, ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import { awaitsApproval } from '#domain/service-orders/extra-work.ts';

import { useItemNames, useObjectNames, useTechnicianNames } from '../../api/names.ts';
import type { Names } from '../../api/names.ts';
import { useIntent } from '../../api/queries.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { Badge } from '../../ui/badge.tsx';
import type { Tone } from '../../ui/badge.tsx';
import { dateTime, day, quantity, withReadableInstants } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { OutsideButton } from './item-use.tsx';
import { ExpenseWords } from './expense-words.tsx';
import { LineDialog } from './line-dialog.tsx';
import styles from './order-page.module.css';

export type OrderLine = z.infer<typeof LineSchema>;

export function OrderLines({ order }: { order: ServiceOrder }) {
  const [edited, setEdited] = useState<OrderLine | 'new' | null>(null);
  const change = useIntent(serviceOrderRoutes.changeLine);
  const modify = order.allowedActions.find(({ action }) => action === 'modify');
  const mayModify = modify?.allowed === true;
  const setStatus = (line: OrderLine, status: 'confirmed' | 'cancelled' | 'planned') =>
    change.mutate({ params: { orderId: order.orderId, lineId: line.lineId }, body: { status } });
  const buttons: Column<OrderLine> = {
    id: 'actions',
    label: text('line.column.actions'),
    cell: (line) =>
      line.status === 'posted' ? null : (
        <LineButtons
          orderId={order.orderId}
          line={line}
          onStatus={(status) => setStatus(line, status)}
          onEdit={() => setEdited(line)}
        />
      ),
  };
  const columns = [...useLineColumns(order), ...(mayModify ? [buttons] : [])];
  return (
    <Panel
      title={text('line.title')}
      beside={
        mayModify && (
          <Button variant="default" size="compact-sm" onClick={() => setEdited('new')}>
            {text('line.add')}
          </Button>
        )
      }
    >
      {modify?.refusal !== undefined && (
        <Quiet>{text('line.locked', { why: withReadableInstants(modify.refusal.message) })}</Quiet>
      )}
      <ProblemNote error={change.error} />
      {order.lines.length === 0 ? (
        <Quiet>{text('line.none')}</Quiet>
      ) : (
        <Table plain caption={text('line.title')} columns={columns} rows={order.lines} keyOf={(line) => line.lineId} />
      )}
      {edited !== null && (
        <LineDialog order={order} line={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Panel>
  );
}

function useLineColumns(order: ServiceOrder): readonly Column<OrderLine>[] {
  const categories = useCategoryNames();
  const technicians = useTechnicianNames(
    order.lines.flatMap((line) => [line.technicianId, line.expense?.payBackTo ?? null]),
  );
  const objects = useObjectNames(order.lines.map((line) => line.objectId));
  const tasks = new Map(order.tasks.map(({ task, name }) => [task, name]));
  const { names: items, units } = useItemNames(order.lines.map((line) => line.itemId));
  const unitOf = (line: OrderLine) => (line.type === 'hour' ? 'h' : units.get(line.itemId ?? ''));
  return [
    { id: 'number', label: text('line.column.number'), cell: (line) => line.lineNumber },
    {
      id: 'what',
      label: text('line.column.what'),
      isTitle: true,
      cell: (line) => <LineWords line={line} names={{ categories, technicians, items, objects, tasks }} />,
    },
    {
      id: 'planned',
      label: text('line.column.planned'),
      isNumber: true,
      cell: (line) => quantity(line.plannedQuantity, unitOf(line)),
    },
    {
      id: 'used',
      label: text('line.column.used'),
      isNumber: true,
      cell: (line) => quantity(line.quantity, unitOf(line)),
    },
    { id: 'parts', label: text('line.column.parts'), cell: (line) => partsCell(line) },
    {
      id: 'status',
      label: text('line.column.status'),
      cell: (line) => <StatusCell line={line} />,
    },
  ];
}

function StatusCell({ line }: { line: OrderLine }) {
  return (
    <span className={styles['parts']}>
      <Badge tone={tones[line.status]}>{textOf('line.status', line.status)}</Badge>
      {line.receiptMissing && <Badge tone="warn">{text('expense.receiptMissing')}</Badge>}
      {line.signedAt !== null && <Badge tone="good">{text('line.signed')}</Badge>}
      {line.extra && <Badge tone="neutral">{text('extra.badge')}</Badge>}
    </span>
  );
}

/** `Approved by A. Nobody on the phone, 3 March 2026`. */
function approvalWords({ state, by, how, at }: NonNullable<OrderLine['approval']>): string {
  const values = { name: by ?? '', how: how === null ? '' : textOf('extra.how', how), when: dateTime(at) };
  return text(`extra.approval.${state}`, values);
}

const tones: Readonly<Record<OrderLine['status'], Tone>> = {
  planned: 'neutral',
  proposed: 'warn',
  confirmed: 'info',
  posted: 'good',
  cancelled: 'neutral',
};

interface LineNames {
  readonly categories: Names;
  readonly technicians: Names;
  readonly items: Names;
  readonly objects: Names;
  readonly tasks: Names;
}

function LineWords({ line, names }: { line: OrderLine; names: LineNames }) {
  const category = names.categories.get(line.category) ?? line.category;
  const subject = line.itemId === null ? category : (names.items.get(line.itemId) ?? category);
  const quiet = [
    line.type === 'item'
      ? text(line.plainItem ? 'itemUse.plain' : 'itemUse.requirement')
      : textOf('line.type', line.type),
    line.technicianId === null ? null : names.technicians.get(line.technicianId),
    day(line.workDate),
    names.objects.get(line.objectId ?? ''),
    names.tasks.get(line.task ?? ''),
    line.chargeable ? null : text('line.free'),
    line.movedTo === null ? null : text('orderAgreement.moved'),
  ].filter((word) => typeof word === 'string');
  return (
    <span className={styles['what']}>
      <strong>{subject}</strong>
      {line.description !== null && <span>{line.description}</span>}
      {line.approval !== null && <span className={styles['quiet']}>{approvalWords(line.approval)}</span>}
      <span className={styles['quiet']}>{quiet.join(' · ')}</span>
      <ExpenseWords line={line} technicians={names.technicians} />
    </span>
  );
}

function partsCell(line: OrderLine) {
  const outside = line.orderedOutside;
  if (line.type !== 'item' || (line.status === 'cancelled' && outside === null)) return null;
  const { missing, reserved, issued } = line;
  if (missing + reserved + issued === 0 && outside === null) return null;
  return (
    <span className={styles['parts']}>
      {missing > 0 && <Badge tone="bad">{text('line.missing', { count: quantity(missing) })}</Badge>}
      {reserved > 0 && <Badge tone="info">{text('line.reserved', { count: quantity(reserved) })}</Badge>}
      {issued > 0 && <Badge tone="good">{text('line.issued', { count: quantity(issued) })}</Badge>}
      {outside !== null && (
        <Badge tone="warn">{text('outside.since', { reference: outside.reference, when: dateTime(outside.at) })}</Badge>
      )}
    </span>
  );
}

interface LineButtonsProps {
  readonly orderId: string;
  readonly line: OrderLine;
  readonly onStatus: (status: 'confirmed' | 'cancelled' | 'planned') => void;
  readonly onEdit: () => void;
}

function LineButtons({ orderId, line, onStatus, onEdit }: LineButtonsProps) {
  const button = (what: string, onClick: () => void) => (
    <Button
      variant="default"
      size="compact-xs"
      onClick={onClick}
      aria-label={text('line.ofLine', { what, number: line.lineNumber })}
    >
      {what}
    </Button>
  );
  if (line.movedTo !== null) return null;
  const outside = <OutsideButton orderId={orderId} line={line} />;
  if (line.status === 'cancelled')
    return (
      <span className={styles['rowButtons']}>
        {button(text('line.restore'), () => onStatus('planned'))}
        {line.orderedOutside !== null && outside}
      </span>
    );
  return (
    <span className={styles['rowButtons']}>
      {line.status !== 'confirmed' &&
        !awaitsApproval(line) &&
        button(text('line.confirm'), () => onStatus('confirmed'))}
      {button(text('line.edit'), onEdit)}
      {outside}
      {button(text('line.cancel'), () => onStatus('cancelled'))}
    </span>
  );
}
