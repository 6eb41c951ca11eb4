/** Accepting a request: a service order is made of it, or one that there is takes it up, and is opened. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';

import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import type { ServiceRequest } from '#contracts/http/requests.ts';

import { useIntent } from '../../api/queries.ts';
import { useOrderTypes, usePriorities } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text } from '../../ui/texts.ts';
import { AlikeConcerns } from './alike-concerns.tsx';

interface AcceptDialogProps {
  readonly request: ServiceRequest;
  /** The request was accepted already, and leads to one more order. */
  readonly isFurther: boolean;
  readonly onClose: () => void;
}

const empty = { intoOrderId: '', orderType: '', priority: '', billToCustomerId: '', customerOrderNumber: '' };

export function AcceptDialog({ request, isFurther, onClose }: AcceptDialogProps) {
  const { requestId, number } = request;
  const [draft, setDraft] = useState({ ...empty, priority: request.priority ?? '' });
  const navigate = useNavigate();
  const accept = useIntent(serviceRequestRoutes.accept);
  const add = useIntent(serviceRequestRoutes.addOrder);
  const joins = draft.intoOrderId !== '';
  const open = (orderId: string | null) => {
    onClose();
    if (orderId !== null) void navigate({ to: '/orders/$orderId', params: { orderId } });
  };
  const submit = () => {
    const wanted = joins ? { intoOrderId: draft.intoOrderId } : draft;
    const given = Object.entries(wanted).map(([name, value]) => [name, textOrNothing(value)] as const);
    const asked = {
      params: { requestId },
      body: Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    };
    if (isFurther) add.mutate(asked, { onSuccess: ({ body }) => open(body.items.at(-1)?.orderId ?? null) });
    else accept.mutate(asked, { onSuccess: ({ body }) => open(body.orderId) });
  };
  return (
    <FormDialog
      title={text(isFurther ? 'requests.furtherTitle' : 'requests.acceptTitle', { number })}
      submit={text(joins ? 'requests.joinDo' : isFurther ? 'requests.furtherDo' : 'requests.acceptDo')}
      isBusy={accept.isPending || add.isPending}
      error={accept.error ?? add.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <p>
        {request.customerName}: {request.subject}
      </p>
      <AlikeConcerns
        requestId={requestId}
        intoOrderId={draft.intoOrderId}
        onJoin={(intoOrderId) => setDraft({ ...draft, intoOrderId })}
      />
      {!joins && <NewOrderFields draft={draft} onChange={(part) => setDraft({ ...draft, ...part })} />}
    </FormDialog>
  );
}

interface NewOrderFieldsProps {
  readonly draft: typeof empty;
  readonly onChange: (part: Partial<typeof empty>) => void;
}

function NewOrderFields({ draft, onChange }: NewOrderFieldsProps) {
  return (
    <>
      <ChoiceSelect
        label={text('newOrder.orderType')}
        choices={useOrderTypes()}
        value={draft.orderType}
        onChange={(orderType) => onChange({ orderType })}
      />
      <ChoiceSelect
        label={text('newOrder.priority')}
        description={text('newOrder.priorityHelp')}
        choices={usePriorities()}
        value={draft.priority}
        onChange={(priority) => onChange({ priority })}
      />
      <CustomerSelect
        label={text('newOrder.billTo')}
        description={text('newOrder.billToHelp')}
        value={draft.billToCustomerId}
        onChange={(billToCustomerId) => onChange({ billToCustomerId })}
      />
      <TextInput
        label={text('newOrder.customerOrderNumber')}
        maxLength={60}
        value={draft.customerOrderNumber}
        onChange={(event) => onChange({ customerOrderNumber: event.currentTarget.value })}
      />
    </>
  );
}
