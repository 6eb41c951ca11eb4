/** Who entered and changed the customer, its sites and its contacts. */
import { customerRoutes } from '#contracts/http/customers.ts';
import type { CustomerHistoryEntry } from '#contracts/http/customer-schemas.ts';

import { read } from '../../api/client.ts';
import { useActorNames } from '../../api/names.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { dateTime } from '../../ui/format.ts';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { PartPanel } from '../../ui/part-panel.tsx';

const { history } = customerRoutes;

const columns: readonly Column<CustomerHistoryEntry>[] = [
  { id: 'what', label: text('history.what'), isTitle: true, cell: words },
  { id: 'who', label: text('history.who'), cell: ({ principal }) => <Who principal={principal} /> },
  { id: 'at', label: text('history.at'), cell: ({ at }) => dateTime(at) },
];

export function CustomerHistory({ customerId }: { customerId: string }) {
  const session = useSession();
  if (!mayCall(session, history)) return null;
  const params = { customerId };
  return (
    <PartPanel
      title={text('history.title')}
      queryKey={[history.area, history.id, { params }]}
      fetchPage={(query, signal) => read(history, { params, query }, signal)}
      columns={columns}
      keyOf={(entry) => entry.eventId}
      none={text('history.none')}
    />
  );
}

function words({ of, number, what, changed }: CustomerHistoryEntry): string {
  const thing = text(`history.of.${of}`, { number });
  if (what === 'entered') return text('history.entered', { what: thing });
  if (changed.length === 0) return text('history.changedSomehow', { what: thing });
  return text('history.changed', {
    what: thing,
    fields: changed.map((name) => textOf('history.field', name)).join(', '),
  });
}

/** Every row asks for its own name: the same question is asked once. */
function Who({ principal }: Pick<CustomerHistoryEntry, 'principal'>) {
  const kind = principal.split(':', 1)[0] ?? '';
  return (
    useActorNames([principal]).get(principal) ?? textOf('actor', principal.startsWith('service:') ? 'system' : kind)
  );
}
