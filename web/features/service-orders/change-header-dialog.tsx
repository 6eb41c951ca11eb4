/** Changes the details of an order: where, for whom, how urgent, who answers for it, and when its customer would like it. */
import { Textarea, TextInput } from '@mantine/core';

import { ServiceOrderChange } from '#contracts/http/service-order-schemas.ts';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { usePriorities } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ContactSelect, SiteSelect } from '../../pickers/customer-part-selects.tsx';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { text } from '../../ui/texts.ts';
import styles from './forms.module.css';
import { headerChangeOf, headerDraftOf } from './header-draft.ts';
import { PersonAndTimeFields } from './terms-fields.tsx';

export function ChangeHeaderDialog({ order, onClose }: { order: ServiceOrder; onClose: () => void }) {
  const { orderId, customerId, number, version } = order;
  const form = useDraft(headerDraftOf(order));
  const { draft, set, field } = form;
  const change = useIntent(serviceOrderRoutes.change);
  const submit = () => {
    const body = headerChangeOf(order, draft);
    if (!form.isFit(ServiceOrderChange, body)) return;
    if (Object.keys(body).length === 0) onClose();
    else
      change.mutate({ params: { orderId }, body, ifMatch: version }, { onSuccess: onClose, onError: form.onRefused });
  };
  return (
    <FormDialog
      title={text('header.changeTitle', { number })}
      submit={text('form.save')}
      isWide
      isBusy={change.isPending}
      error={change.error}
      shownAtFields={form.errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <Textarea
        label={text('newOrder.description')}
        rows={2}
        maxLength={4000}
        data-autofocus
        {...field('description')}
      />
      <PersonAndTimeFields draft={draft} set={set} errors={form.errors} />
      <div className={styles['fields']}>
        <SiteSelect {...{ customerId }} value={draft.siteId} onChange={(siteId) => set({ siteId })} />
        <ContactSelect {...{ customerId }} value={draft.contactId} onChange={(contactId) => set({ contactId })} />
        <ChoiceSelect
          label={text('newOrder.priority')}
          required
          choices={usePriorities()}
          value={draft.priority}
          onChange={(priority) => set({ priority })}
        />
        <CustomerSelect
          label={text('newOrder.billTo')}
          value={draft.billToCustomerId}
          onChange={(billToCustomerId) => set({ billToCustomerId })}
        />
        <TextInput label={text('newOrder.customerOrderNumber')} maxLength={60} {...field('customerOrderNumber')} />
      </div>
    </FormDialog>
  );
}
