/** What can be done with the order now, as buttons; what cannot, with why and who may lift it. */
import { useId, useState } from 'react';
import { Button, Loader } from '@mantine/core';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import type { AllowedAction } from '#contracts/http/service-orders-allowed.ts';

import { withReadableInstants } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { roleNames } from '../identity/role-names.ts';
import { ActionDialog } from './action-dialog.tsx';
import { labelOf } from './action-label.ts';
import styles from './order-page.module.css';

interface OrderActionsProps {
  readonly order: ServiceOrder;
  /** A command was taken and is to be followed. */
  readonly onFollow: (operationId: string) => void;
}

export function OrderActions({ order, onFollow }: OrderActionsProps) {
  const [chosen, setChosen] = useState<AllowedAction | null>(null);
  // Whether lines may be changed shows at the lines.
  const actions = order.allowedActions.filter(({ action }) => action !== 'modify');
  const allowed = actions.filter((action) => action.allowed);
  const refused = actions.filter((action) => !action.allowed);
  return (
    <Panel title={text('order.actions')}>
      <Busy order={order} />
      {allowed.length === 0 && <Quiet>{text('order.actionsNone')}</Quiet>}
      <div className={styles['buttons']}>
        {allowed.map((action) => (
          <Button
            key={keyOf(action)}
            variant={action.action === 'signOff' || action.action === 'post' ? 'filled' : 'default'}
            onClick={() => setChosen(action)}
          >
            {labelOf(action)}
          </Button>
        ))}
      </div>
      {refused.length > 0 && (
        <ul className={styles['refused']} aria-label={text('order.refused')}>
          {refused.map((action) => (
            <RefusedAction key={keyOf(action)} action={action} />
          ))}
        </ul>
      )}
      {chosen !== null && (
        <ActionDialog order={order} action={chosen} onFollow={onFollow} onClose={() => setChosen(null)} />
      )}
    </Panel>
  );
}

function keyOf({ action, to }: AllowedAction): string {
  return `${action} ${to ?? ''}`;
}

/** It can be reached by keyboard, so that its reason is read out; pressing it does nothing. */
function RefusedAction({ action }: { action: AllowedAction }) {
  const id = useId();
  const { refusal } = action;
  const who = refusal === undefined ? '' : liftersOf(refusal);
  return (
    <li className={styles['refusedOne']}>
      <Button variant="default" size="compact-sm" data-disabled aria-disabled="true" aria-describedby={id}>
        {labelOf(action)}
      </Button>
      <span id={id}>
        {withReadableInstants(refusal?.message ?? '')}
        {who !== '' && (
          <>
            <br />
            {text('order.lift', { who })}
          </>
        )}
      </span>
    </li>
  );
}

/** Who can do something about it, and what; where a role is all that is missing, the roles by name. */
function liftersOf({ code, whoMayLift, roles }: NonNullable<AllowedAction['refusal']>): string {
  return code === 'order.role-forbidden' ? roleNames(roles) : whoMayLift;
}

/** Commands whose effects in other services are not through yet. */
function Busy({ order }: { order: ServiceOrder }) {
  if (order.busy.length === 0) return null;
  return (
    <div role="status" className={styles['busy']}>
      {order.busy.map(({ command, phase, since }) => (
        <span key={`${command} ${since}`}>
          <Loader size="xs" aria-hidden="true" /> {wordsOf(phase, textOf('command', command))}
        </span>
      ))}
    </div>
  );
}

function wordsOf(phase: string, what: string): string {
  if (phase === 'undoing') return text('order.busy.undoing', { what });
  return phase === 'following' ? text('order.busy.following', { what }) : text('order.busy', { what });
}
