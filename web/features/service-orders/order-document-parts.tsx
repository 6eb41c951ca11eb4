/** The tables of an order on paper. */
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { useItemNames, useObjectNames } from '../../api/names.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { day, quantity } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './order-document.module.css';

type OrderLine = ServiceOrder['lines'][number];
type RepairLine = ServiceOrder['repairLines'][number];

interface PartProps {
  readonly order: ServiceOrder;
  /** What was found and used, instead of what is to be done. */
  readonly isDone: boolean;
}

export function DocumentRepairs({ order: { repairLines }, isDone }: PartProps) {
  const objects = useObjectNames(repairLines.map(({ objectId }) => objectId));
  if (repairLines.length === 0) return null;
  const columns: readonly Column<RepairLine>[] = [
    {
      id: 'object',
      label: text('repair.object'),
      isTitle: true,
      cell: ({ objectId }) => objects.get(objectId ?? '') ?? text('none'),
    },
    { id: 'symptom', label: text('repair.symptom'), cell: ({ symptom }) => symptom },
    { id: 'diagnosis', label: text('repair.diagnosis'), cell: ({ diagnosis }) => (isDone ? diagnosis : null) },
    { id: 'resolution', label: text('repair.resolution'), cell: ({ resolution }) => (isDone ? resolution : null) },
  ];
  return (
    <section className={styles['part']}>
      <h2>{text('repair.title')}</h2>
      <Table
        plain
        caption={text('repair.title')}
        columns={columns}
        rows={repairLines}
        keyOf={(line) => line.repairLineId}
      />
    </section>
  );
}

/** What is to be done with the notes for whoever does it; of what was done the customer reads its own notes. */
export function DocumentTasks({ order: { tasks }, isDone }: PartProps) {
  if (tasks.length === 0) return null;
  return (
    <section className={styles['part']}>
      <h2>{text('tasks.title')}</h2>
      <ul>
        {tasks.map(({ task, name, internalNote, customerNote }) => (
          <li key={task}>{[name, customerNote, isDone ? null : internalNote].filter(Boolean).join(': ')}</li>
        ))}
      </ul>
    </section>
  );
}

export function DocumentLines({ order: { lines }, isDone }: PartProps) {
  const shown = lines.filter(({ status }) => status !== 'cancelled');
  const categories = useCategoryNames();
  const { names: items, units } = useItemNames(shown.map(({ itemId }) => itemId));
  if (shown.length === 0) return null;
  const unitOf = ({ type, itemId }: OrderLine) => (type === 'hour' ? 'h' : units.get(itemId ?? ''));
  const columns: readonly Column<OrderLine>[] = [
    { id: 'type', label: text('document.type'), cell: ({ type }) => textOf('line.type', type) },
    {
      id: 'what',
      label: text('line.column.what'),
      isTitle: true,
      cell: ({ itemId, category, description }) =>
        [items.get(itemId ?? '') ?? categories.get(category) ?? category, description].filter(Boolean).join(': '),
    },
    { id: 'day', label: text('document.day'), cell: ({ workDate }) => day(workDate) },
    {
      id: 'quantity',
      label: text(isDone ? 'line.column.used' : 'line.column.planned'),
      isNumber: true,
      cell: (line) => quantity(isDone ? line.quantity : line.plannedQuantity, unitOf(line)),
    },
  ];
  return (
    <section className={styles['part']}>
      <h2>{text('line.title')}</h2>
      <Table plain caption={text('line.title')} columns={columns} rows={shown} keyOf={(line) => line.lineId} />
    </section>
  );
}
