/** Doing the same to many orders: which can and which cannot and why, the reason, and then what becomes of each. */
import { useState } from 'react';
import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { bulkRoutes, type BulkPreview } from '#contracts/http/service-orders-bulk.ts';
import { orderActionRoutes } from '#contracts/http/service-orders-actions.ts';

import { queryOf, useIntent } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ReasonSelect } from '../../pickers/reason-select.tsx';
import { StaffSelect } from '../../pickers/staff-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { BulkFatesDialog } from './bulk-fates.tsx';
import { stagesToMoveTo, type BulkWish, type WayBack } from './bulk-plan.ts';
import { keepRun } from './bulk-memory.ts';
import styles from './bulk.module.css';

interface BulkDialogProps extends WayBack {
  readonly onClose: () => void;
}

/** From the look ahead over the run to its end, and from there the way back. */
export function BulkDialog({ onClose, ...asked }: BulkDialogProps) {
  const [wanted, setWanted] = useState<WayBack>(asked);
  const [bulkId, setBulkId] = useState<string | null>(null);
  if (bulkId === null) {
    const onStarted = (id: string) => {
      keepRun(id);
      setBulkId(id);
    };
    return <LookAhead {...wanted} onClose={onClose} onStarted={onStarted} />;
  }
  const onTakeBack = (way: WayBack) => {
    setWanted(way);
    setBulkId(null);
  };
  return <BulkFatesDialog bulkId={bulkId} onClose={onClose} onTakeBack={onTakeBack} />;
}

const titles = {
  cancel: 'bulk.cancel',
  changeStage: 'bulk.move',
  revoke: 'bulk.revoke',
  assign: 'bulk.assign',
} as const;
const reasonUses = {
  cancel: 'cancellation',
  changeStage: 'backward-move',
  revoke: 'revocation',
  assign: null,
} as const;

interface LookAheadProps extends BulkDialogProps {
  readonly onStarted: (bulkId: string) => void;
}

function LookAhead({ wish, orderIds, onClose, onStarted }: LookAheadProps) {
  const [draft, setDraft] = useState({ to: wish.to ?? '', responsibleId: '', reasonCode: '', note: '' });
  const [isChecked, setChecked] = useState(false);
  const preview = usePreview({ ...wish, to: textOrNothing(draft.to) ?? null }, orderIds);
  const start = useIntent(bulkRoutes.start);
  const { can = [], needsReason = false } = preview.data ?? {};
  const reasonUse = reasonUses[wish.action];
  const missing = (value: string) => (isChecked && value === '' ? text('form.required') : null);
  const submit = () => {
    setChecked(true);
    const [to, responsibleId, reasonCode, note] = [draft.to, draft.responsibleId, draft.reasonCode, draft.note].map(
      textOrNothing,
    );
    if (can.length === 0 || (needsReason && reasonCode === undefined)) return;
    if (wish.action === 'assign' && responsibleId === undefined) return;
    const chosen = { action: wish.action, to, orderIds: can.map(({ orderId }) => orderId) };
    start.mutate(
      { body: { ...chosen, responsibleId, reasonCode, note } },
      { onSuccess: ({ body }) => onStarted(body.bulkId) },
    );
  };
  return (
    <FormDialog
      title={text(titles[wish.action])}
      submit={text('bulk.do', { count: can.length })}
      isDanger={wish.action === 'cancel'}
      isBusy={start.isPending}
      error={start.error}
      onClose={onClose}
      onSubmit={submit}
    >
      {wish.action === 'changeStage' && (
        <StageChoice
          orderIds={orderIds}
          value={draft.to}
          onChange={(to) => setDraft({ ...draft, to })}
          error={missing(draft.to)}
        />
      )}
      {wish.action === 'assign' && (
        <StaffSelect
          label={text('header.responsible')}
          required
          data-autofocus
          value={draft.responsibleId}
          onChange={(responsibleId) => setDraft({ ...draft, responsibleId })}
          error={missing(draft.responsibleId)}
        />
      )}
      {needsReason && reasonUse !== null && (
        <ReasonSelect
          use={reasonUse}
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
      <ProblemNote error={preview.error} onRetry={() => void preview.refetch()} />
      {preview.isLoading && <Waiting />}
      {preview.data !== undefined && <WhoCan preview={preview.data} />}
    </FormDialog>
  );
}

/** Asked as soon as it is known what is wished. */
function usePreview({ action, to }: BulkWish, orderIds: readonly string[]) {
  const isAimed = action !== 'changeStage' || to !== null;
  const body = { action, ...(to === null ? {} : { to }), orderIds: [...orderIds] };
  return useQuery({ ...queryOf(bulkRoutes.preview, { body }), enabled: isAimed, staleTime: Infinity });
}

interface StageChoiceProps {
  readonly orderIds: readonly string[];
  readonly value: string;
  readonly onChange: (to: string) => void;
  readonly error: string | null;
}

function StageChoice({ orderIds, ...field }: StageChoiceProps) {
  const found = useQuery({
    ...queryOf(orderActionRoutes.list, { query: { orderId: [...orderIds] } }),
    staleTime: Infinity,
  });
  const choices = stagesToMoveTo(found.data?.items ?? []);
  return <ChoiceSelect label={text('bulk.stage')} choices={choices} required data-autofocus {...field} />;
}

function WhoCan({ preview: { can, cannot, reasons } }: { preview: BulkPreview }) {
  return (
    <div>
      <p role="status">{text('bulk.preview', { can: can.length, cannot: cannot.length })}</p>
      {cannot.length > 0 && (
        <ul className={styles['refused']} aria-label={text('bulk.cannot')}>
          {reasons.map(({ message, orders }) => (
            <li key={message}>
              {text('bulk.reason', { orders, message })}{' '}
              <Quiet>
                {cannot.flatMap((each) => (each.refusal.message === message ? [each.number] : [])).join(', ')}
              </Quiet>
            </li>
          ))}
        </ul>
      )}
      <Quiet>{text('bulk.help')}</Quiet>
    </div>
  );
}
