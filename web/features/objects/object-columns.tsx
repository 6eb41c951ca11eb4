/** What lists of objects show of each. */
import { Link } from '@tanstack/react-router';

import type { ServiceObject } from '#contracts/http/customer-schemas.ts';

import { objectName, useObjects } from '../../api/objects.ts';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { Warranty } from '../../ui/warranty.tsx';

type Shown = Column<ServiceObject>;

/** Name, number, what it is part of, serial number, warranty, whether it is in use; `more` stand behind the number. */
export function useObjectColumns(rows: readonly ServiceObject[], more: readonly Shown[] = []): readonly Shown[] {
  const parents = useObjects(rows.map(({ parentObjectId }) => parentObjectId));
  return [
    {
      id: 'name',
      label: text('customer.name'),
      isTitle: true,
      cell: ({ objectId, name }) => (
        <Link to="/set-up/objects/$objectId" params={{ objectId }}>
          <strong>{name}</strong>
        </Link>
      ),
    },
    { id: 'number', label: text('customer.number'), cell: ({ number }) => number },
    ...more,
    {
      id: 'partOf',
      label: text('objects.partOf'),
      cell: ({ parentObjectId }) => {
        const parent = parents.get(parentObjectId ?? '');
        return parent === undefined ? null : objectName(parent);
      },
    },
    { id: 'serialNumber', label: text('objects.serialNumber'), cell: ({ serialNumber }) => serialNumber },
    {
      id: 'warranty',
      label: text('objects.warranty'),
      cell: (object) => (object.warrantyUntil === null ? null : <Warranty object={object} isLabelled />),
    },
    { id: 'active', label: text('objects.inUse'), cell: ({ active }) => text(active ? 'yes' : 'none') },
  ];
}
