/** Doing the same to many orders: which can and which cannot and why, the reason, and then what becomes of each. */
import { useEffect, useRef, useState } from 'react';
import { Textarea } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { orderActionRoutes, type OrderActions } from '#contracts/http/service-orders-actions.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { call } from '../../api/client.ts';
import { newKey } from '../../api/intent-keys.ts';
import { queryOf, refresh } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ReasonSelect } from '../../pickers/reason-select.tsx';
import { FormDialog, NoticeDialog } from '../../ui/dialog.tsx';
import { Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { BulkFates } from './bulk-fates.tsx';
import { planBulk, stagesToMoveTo, type BulkCommand, type BulkPlan } from './bulk-plan.ts';
import { forgetRecord, keepRecord, runBulk, type BulkRecord, type Sent } from './bulk-run.ts';
import styles from './bulk.module.css';

interface BulkDialogProps {
  readonly kind: 'cancel' | 'move';
  readonly orderIds: readonly string[];
  readonly onClose: () => void;
}

export function BulkDialog(props: BulkDialogProps) {
  const query = { orderId: [...props.orderIds] };
  const found = useQuery({ ...queryOf(orderActionRoutes.list, { query }), staleTime: Infinity });
  const [run, setRun] = useState<{ readonly plan: BulkPlan; readonly words: Words; readonly what: string } | null>(
    null,
  );
  if (run !== null) return <Running {...run} onClose={props.onClose} />;
  if (found.data === undefined)
    return (
      <NoticeDialog title={titleOf(props.kind)} onClose={props.onClose}>
        <ProblemNote error={found.error} onRetry={() => void found.refetch()} />
        {found.isPending && <Waiting />}
      </NoticeDialog>
    );
  return <Preview {...props} orders={found.data.items} onGo={(plan, words, what) => setRun({ plan, words, what })} />;
}

/** What goes with each command. */
interface Words {
  readonly reasonCode?: string;
  readonly note?: string;
}

function titleOf(kind: BulkDialogProps['kind']): string {
  return text(kind === 'cancel' ? 'bulk.cancel' : 'bulk.move');
}

interface PreviewProps extends BulkDialogProps {
  readonly orders: readonly OrderActions[];
  readonly onGo: (plan: BulkPlan, words: Words, what: string) => void;
}

function Preview({ kind, orders, onClose, onGo }: PreviewProps) {
  const [draft, setDraft] = useState({ to: '', reasonCode: '', note: '' });
  const [isChecked, setChecked] = useState(false);
  const stages = stagesToMoveTo(orders);
  const isChosen = kind === 'cancel' || draft.to !== '';
  const plan = planBulk(isChosen ? orders : [], kind === 'cancel' ? { kind } : { kind, to: draft.to });
  const missing = (value: string) => (isChecked && value === '' ? text('form.required') : null);
  const stage = stages.find(({ value }) => value === draft.to)?.label ?? '';
  const what = kind === 'cancel' ? titleOf(kind) : text('move.to', { stage });
  const submit = () => {
    setChecked(true);
    const reasonCode = textOrNothing(draft.reasonCode);
    const note = textOrNothing(draft.note);
    if (plan.can.length === 0 || (plan.needsReason && reasonCode === undefined)) return;
    onGo(plan, { ...(reasonCode === undefined ? {} : { reasonCode }), ...(note === undefined ? {} : { note }) }, what);
  };
  return (
    <FormDialog
      title={titleOf(kind)}
      submit={text('bulk.do', { count: plan.can.length })}
      isDanger={kind === 'cancel'}
      isBusy={false}
      error={null}
      onClose={onClose}
      onSubmit={submit}
    >
      {kind === 'move' && (
        <ChoiceSelect
          label={text('bulk.stage')}
          choices={stages}
          required
          data-autofocus
          value={draft.to}
          onChange={(to) => setDraft({ ...draft, to })}
          error={missing(draft.to)}
        />
      )}
      {plan.needsReason && (
        <ReasonSelect
          use={kind === 'cancel' ? 'cancellation' : 'backward-move'}
          required
          value={draft.reasonCode}
          onChange={(reasonCode) => setDraft({ ...draft, reasonCode })}
          error={missing(draft.reasonCode)}
        />
      )}
      <Textarea
        label={text('form.note')}
        rows={2}
        maxLength={2000}
        value={draft.note}
        onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
      />
      {isChosen && <WhoCan plan={plan} />}
    </FormDialog>
  );
}

function WhoCan({ plan: { can, cannot } }: { plan: BulkPlan }) {
  return (
    <div>
      <p role="status">{text('bulk.preview', { can: can.length, cannot: cannot.length })}</p>
      {cannot.length > 0 && (
        <ul className={styles['refused']} aria-label={text('bulk.cannot')}>
          {cannot.map(({ orderId, number, why }) => (
            <li key={orderId}>
              <strong>{number}</strong> {why}
            </li>
          ))}
        </ul>
      )}
      <Quiet>{text('bulk.help')}</Quiet>
    </div>
  );
}

interface RunningProps {
  readonly plan: BulkPlan;
  readonly words: Words;
  readonly what: string;
  readonly onClose: () => void;
}

function Running({ plan, words, what, onClose }: RunningProps) {
  const client = useQueryClient();
  const [record, setRecord] = useState<BulkRecord | null>(null);
  const [isOver, setOver] = useState(false);
  const stopping = useRef(new AbortController());
  const isBegun = useRef(false);
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    const onChange = (changed: BulkRecord) => {
      keepRecord(changed);
      setRecord(changed);
    };
    const send = (command: BulkCommand, key: string) => sendOne(command, words, key);
    const { signal } = stopping.current;
    void runBulk({ what, commands: plan.can, send, onChange, signal, id: newKey() }).finally(() => {
      setOver(true);
      void refresh(client, 'service-orders');
    });
  }, [client, plan, what, words]);
  useEffect(() => (isOver ? undefined : warnOfLeaving()), [isOver]);
  // What was begun is waited for, so that nobody has to guess.
  const close = () => {
    stopping.current.abort();
    if (!isOver) return;
    forgetRecord();
    onClose();
  };
  return (
    <NoticeDialog title={what} isWide onClose={close}>
      {record !== null && <BulkFates record={record} isOver={isOver} onStop={() => stopping.current.abort()} />}
    </NoticeDialog>
  );
}

async function sendOne({ orderId, command, to }: BulkCommand, words: Words, key: string): Promise<Sent> {
  const params = { orderId };
  const answer =
    command === 'changeStage'
      ? await call(serviceOrderRoutes.changeStage, { params, body: { to: to ?? '', ...words }, key })
      : await call(serviceOrderRoutes[command], { params, body: words, key });
  return answer.status === 202 ? 'taken' : 'done';
}

/** The browser asks before the page is left. */
function warnOfLeaving(): () => void {
  const warn = (event: BeforeUnloadEvent) => event.preventDefault();
  addEventListener('beforeunload', warn);
  return () => removeEventListener('beforeunload', warn);
}
