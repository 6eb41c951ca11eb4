/** Accepting a request: a service order is made of it, and opened. */
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

export function AcceptDialog({ request, onClose }: { request: ServiceRequest; onClose: () => void }) {
  const [draft, setDraft] = useState({
    orderType: '',
    priority: request.priority ?? '',
    billToCustomerId: '',
    customerOrderNumber: '',
  });
  const navigate = useNavigate();
  const accept = useIntent(serviceRequestRoutes.accept);
  const submit = () => {
    const given = Object.entries(draft).map(([name, value]) => [name, textOrNothing(value)] as const);
    const body = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    accept.mutate(
      { params: { requestId: request.requestId }, body },
      {
        onSuccess: ({ body: { orderId } }) => {
          onClose();
          if (orderId !== null) void navigate({ to: '/orders/$orderId', params: { orderId } });
        },
      },
    );
  };
  return (
    <FormDialog
      title={text('requests.acceptTitle', { number: request.number })}
      submit={text('requests.acceptDo')}
      isBusy={accept.isPending}
      error={accept.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <p>
        {request.customerName}: {request.subject}
      </p>
      <ChoiceSelect
        label={text('newOrder.orderType')}
        choices={useOrderTypes()}
        value={draft.orderType}
        onChange={(orderType) => setDraft({ ...draft, orderType })}
      />
      <ChoiceSelect
        label={text('newOrder.priority')}
        description={text('newOrder.priorityHelp')}
        choices={usePriorities()}
        value={draft.priority}
        onChange={(priority) => setDraft({ ...draft, priority })}
      />
      <CustomerSelect
        label={text('newOrder.billTo')}
        description={text('newOrder.billToHelp')}
        value={draft.billToCustomerId}
        onChange={(billToCustomerId) => setDraft({ ...draft, billToCustomerId })}
      />
      <TextInput
        label={text('newOrder.customerOrderNumber')}
        maxLength={60}
        value={draft.customerOrderNumber}
        onChange={(event) => setDraft({ ...draft, customerOrderNumber: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
