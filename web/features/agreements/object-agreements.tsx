/** The agreements that are about an object. */
import { Link } from '@tanstack/react-router';

import type { AgreementRow } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { read } from '../../api/client.ts';
import { day } from '../../ui/format.ts';
import { PartPanel } from '../../ui/part-panel.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { AgreementStateBadge } from './agreement-state.tsx';

const { list } = agreementRoutes;

const columns: readonly Column<AgreementRow>[] = [
  {
    id: 'number',
    label: text('agreements.number'),
    isTitle: true,
    cell: ({ agreementId, number }) => (
      <Link to="/agreements/$agreementId" params={{ agreementId }}>
        {number}
      </Link>
    ),
  },
  { id: 'name', label: text('agreements.name'), cell: ({ name }) => name },
  { id: 'state', label: text('agreements.state'), cell: ({ state }) => <AgreementStateBadge state={state} /> },
  {
    id: 'until',
    label: text('agreements.until'),
    cell: ({ endsOn }) => (endsOn === null ? text('agreements.open') : day(endsOn)),
  },
];

export function ObjectAgreements({ objectId }: { objectId: string }) {
  return (
    <PartPanel
      title={text('object.agreements')}
      queryKey={[list.area, list.id, { query: { objectId } }]}
      fetchPage={(page, signal) => read(list, { query: { ...page, objectId } }, signal)}
      columns={columns}
      keyOf={({ agreementId }) => agreementId}
      none={text('object.noAgreements')}
    />
  );
}
