/** The visits of an order, with the steps that each may take next. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { visitRoutes } from '#contracts/http/dispatch.ts';
import type { Visit } from '#contracts/http/dispatch.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { visitSteps } from '#domain/dispatch/visit.ts';

import { useTechnicianNames } from '../../api/names.ts';
import { queryOf, useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { Badge } from '../../ui/badge.tsx';
import type { Tone } from '../../ui/badge.tsx';
import { dateTime, timeOfDay } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './order-visits.module.css';

type OrderVisit = Pick<
  ServiceOrder['visits'][number],
  'visitId' | 'technicianId' | 'startsAt' | 'endsAt' | 'timeZone' | 'status'
>;

/** The order hears of its visits a moment later than dispatch: what dispatch has is shown at once. */
function visitsOf(order: ServiceOrder, own: ReadonlyMap<string, Visit>): readonly OrderVisit[] {
  const known = new Set(order.visits.map(({ visitId }) => visitId));
  return [...order.visits, ...[...own.values()].filter(({ visitId }) => !known.has(visitId))];
}

export function OrderVisits({ order }: { order: ServiceOrder }) {
  const { data } = useQuery(queryOf(visitRoutes.list, { query: { orderId: order.orderId, limit: 200 } }));
  const own = new Map((data?.items ?? []).map((visit) => [visit.visitId, visit]));
  const visits = visitsOf(order, own);
  const names = useTechnicianNames(visits.map((visit) => visit.technicianId));
  const isOver = [...own.values()].every((visit) => visit.allowedActions.length === 0);
  const actions: Column<OrderVisit> = {
    id: 'actions',
    label: text('line.column.actions'),
    cell: ({ visitId }) => {
      const visit = own.get(visitId);
      return visit === undefined || visit.allowedActions.length === 0 ? null : <Steps visit={visit} />;
    },
  };
  const columns: readonly Column<OrderVisit>[] = [
    { id: 'when', label: text('visit.column.when'), cell: (visit) => <When visit={own.get(visit.visitId) ?? visit} /> },
    {
      id: 'technician',
      label: text('visit.technician'),
      cell: ({ visitId, technicianId }) => {
        const current = own.get(visitId)?.technicianId ?? technicianId;
        return names.get(current) ?? text('none');
      },
    },
    {
      id: 'status',
      label: text('visit.column.status'),
      cell: (visit) => <Status status={own.get(visit.visitId)?.status ?? visit.status} />,
    },
    ...(isOver ? [] : [actions]),
  ];
  return (
    <Panel title={text('visit.title')}>
      {visits.length === 0 ? (
        <Quiet>{text('visit.none')}</Quiet>
      ) : (
        <Table plain caption={text('visit.title')} columns={columns} rows={visits} keyOf={(visit) => visit.visitId} />
      )}
    </Panel>
  );
}

/** An appointment stands on the clock of its own zone. */
function When({ visit }: { visit: Pick<OrderVisit, 'startsAt' | 'endsAt' | 'timeZone'> }) {
  const { startsAt, endsAt, timeZone } = visit;
  return (
    <span className={styles['when']}>
      <time dateTime={startsAt}>
        {dateTime(startsAt, timeZone)}–{timeOfDay(endsAt, timeZone)}
      </time>
      <span className={styles['quiet']}>{timeZone}</span>
    </span>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  planned: 'info',
  travelling: 'warn',
  working: 'warn',
  paused: 'neutral',
  finished: 'good',
};

function Status({ status }: { status: string }) {
  return <Badge tone={tones[status] ?? 'neutral'}>{textOf('visit.status', status)}</Badge>;
}

const routeOfStep = {
  'start-travel': visitRoutes.startTravel,
  'start-work': visitRoutes.startWork,
  pause: visitRoutes.pause,
  finish: visitRoutes.finish,
} as const;
type Step = keyof typeof routeOfStep;

function Steps({ visit }: { visit: Visit }) {
  const session = useSession();
  const startTravel = useIntent(routeOfStep['start-travel']);
  const startWork = useIntent(routeOfStep['start-work']);
  const pause = useIntent(routeOfStep.pause);
  const finish = useIntent(routeOfStep.finish);
  const intents = { 'start-travel': startTravel, 'start-work': startWork, pause, finish };
  const steps = visit.allowedActions
    .filter((name) => isStep(name))
    .filter((name) => mayCall(session, routeOfStep[name]));
  const error = Object.values(intents).find((intent) => intent.error !== null)?.error;
  if (steps.length === 0) return null;
  return (
    <span className={styles['steps']}>
      {steps.map((name) => (
        <Button
          key={name}
          variant="default"
          size="compact-xs"
          loading={intents[name].isPending}
          onClick={() => intents[name].mutate({ params: { visitId: visit.visitId }, body: {} })}
        >
          {textOf('visit', name)}
        </Button>
      ))}
      <ProblemNote error={error} />
    </span>
  );
}

function isStep(name: string): name is Step {
  return Object.hasOwn(routeOfStep, name) && Object.hasOwn(visitSteps, name);
}
