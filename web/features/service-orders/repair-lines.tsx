/** The order's repair lines: what was found at which object, and how it was put right. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import type * as z from 'zod';

import type { RepairLine as RepairSchema, ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { useTechnicianNames } from '../../api/names.ts';
import { useObjectLines } from '../../pickers/object-lines.tsx';
import { Badge } from '../../ui/badge.tsx';
import { dateTime } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { RepairLineDialog } from './repair-line-dialog.tsx';
import styles from './order-page.module.css';

type RepairLine = z.infer<typeof RepairSchema>;

export function RepairLines({ order }: { order: ServiceOrder }) {
  const [edited, setEdited] = useState<RepairLine | 'new' | null>(null);
  const mayModify = order.allowedActions.some(({ action, allowed }) => action === 'modify' && allowed);
  const objectLine = useObjectLines(order.repairLines.map((line) => line.objectId));
  const technicians = useTechnicianNames(order.repairLines.map((line) => line.technicianId));
  const actions: Column<RepairLine> = {
    id: 'actions',
    label: text('line.column.actions'),
    cell: (line) => (
      <Button
        variant="default"
        size="compact-xs"
        aria-label={text('line.ofLine', { what: text('line.edit'), number: line.lineNumber })}
        onClick={() => setEdited(line)}
      >
        {text('line.edit')}
      </Button>
    ),
  };
  const columns: readonly Column<RepairLine>[] = [
    { id: 'number', label: text('line.column.number'), cell: (line) => line.lineNumber },
    {
      id: 'object',
      label: text('repair.object'),
      isTitle: true,
      cell: (line) => (
        <span className={styles['what']}>
          {line.objectId === null ? text('none') : objectLine(line.objectId)}
          {line.note !== null && <span>{line.note}</span>}
          <span className={styles['quiet']}>{technicians.get(line.technicianId ?? '')}</span>
        </span>
      ),
    },
    { id: 'symptom', label: text('repair.symptom'), cell: (line) => line.symptom },
    { id: 'diagnosis', label: text('repair.diagnosis'), cell: (line) => line.diagnosis },
    { id: 'resolution', label: text('repair.resolution'), cell: (line) => line.resolution },
    { id: 'state', label: text('line.column.status'), cell: (line) => <RepairState line={line} /> },
    ...(mayModify ? [actions] : []),
  ];
  return (
    <Panel
      title={text('repair.title')}
      beside={
        mayModify && (
          <Button variant="default" size="compact-sm" onClick={() => setEdited('new')}>
            {text('repair.add')}
          </Button>
        )
      }
    >
      {order.repairLines.length === 0 ? (
        <Quiet>{text('repair.none')}</Quiet>
      ) : (
        <Table
          plain
          caption={text('repair.title')}
          columns={columns}
          rows={order.repairLines}
          keyOf={(line) => line.repairLineId}
        />
      )}
      {edited !== null && (
        <RepairLineDialog order={order} line={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Panel>
  );
}

function RepairState({ line }: { line: RepairLine }) {
  if (line.finishedAt === null) return <Badge tone="info">{text('repair.open')}</Badge>;
  return <Badge tone="good">{text('repair.finished', { when: dateTime(line.finishedAt) })}</Badge>;
}
