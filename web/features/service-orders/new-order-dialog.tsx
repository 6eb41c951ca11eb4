/** A new service order: for whom, what, by when, with its first lines. */
import { useState } from 'react';
import { Button, Checkbox, Group, Textarea, TextInput } from '@mantine/core';

import { NewServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { useIntent } from '../../api/queries.ts';
import { useCurrency, useLinesOfTypes, useOrderTypes, usePriorities, useSlaPolicies } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { ContactSelect, SiteSelect } from '../../pickers/customer-part-selects.tsx';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { errorsFrom, errorsOf, noErrors } from '../../ui/form-errors.ts';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { placesOf } from '../../ui/format.ts';
import { Quiet } from '../../ui/page.tsx';
import { text } from '../../ui/texts.ts';
import styles from './forms.module.css';
import { ExpenseFields } from './expense-fields.tsx';
import { draftsOfType, newLineDraft, type LineDraft } from './line-draft.ts';
import { LineFields } from './line-fields.tsx';
import { expenseOfLine, noSla, newOrderDraft, ofType, orderOf } from './order-draft.ts';
import type { OrderDraft } from './order-draft.ts';
import { newRepairDraft } from './repair-draft.ts';
import { RepairFields } from './repair-fields.tsx';
import { PersonAndTimeFields } from './terms-fields.tsx';

interface NewOrderDialogProps {
  readonly onClose: () => void;
  readonly onCreated: (orderId: string) => void;
}

export function NewOrderDialog({ onClose, onCreated }: NewOrderDialogProps) {
  const [draft, setDraft] = useState(newOrderDraft);
  const [errors, setErrors] = useState<FieldErrors>(noErrors);
  const [isChecked, setChecked] = useState(false);
  const places = placesOf(useCurrency() ?? 'EUR');
  const create = useIntent(serviceOrderRoutes.create);
  const set = (part: Partial<OrderDraft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = () => {
    setChecked(true);
    const body = orderOf(draft, places);
    const wrong = errorsOf(NewServiceOrder, body);
    setErrors(wrong);
    if (wrong.size > 0 || draft.lines.some((line) => expenseOfLine(line, places) === undefined)) return;
    create.mutate(
      { body },
      {
        onSuccess: (answer) => onCreated(answer.body.orderId),
        onError: (thrown) => setErrors(errorsFrom(thrown)),
      },
    );
  };
  return (
    <FormDialog
      title={text('newOrder.title')}
      submit={text('newOrder.do')}
      isWide
      isBusy={create.isPending}
      error={create.error}
      shownAtFields={errors}
      onClose={onClose}
      onSubmit={submit}
    >
      <HeaderFields draft={draft} set={set} errors={errors} />
      <LineList draft={draft} set={set} errors={errors} isChecked={isChecked} />
      <Checkbox
        label={text('repair.with')}
        checked={draft.repair !== null}
        onChange={(event) => set({ repair: event.currentTarget.checked ? newRepairDraft() : null })}
      />
      {draft.repair !== null && (
        <RepairFields
          draft={draft.repair}
          customerId={draft.customerId}
          onChange={(repair) => set({ repair })}
          errors={errors}
          at="#/repairLines/0"
        />
      )}
    </FormDialog>
  );
}

interface PartProps {
  readonly draft: OrderDraft;
  readonly set: (part: Partial<OrderDraft>) => void;
  readonly errors: FieldErrors;
}

function HeaderFields({ draft, set, errors }: PartProps) {
  const errorOf = (name: string) => errors.get(`#/${name}`) ?? null;
  const { customerId } = draft;
  return (
    <>
      <div className={styles['fields']}>
        <CustomerSelect
          label={text('newOrder.customer')}
          required
          data-autofocus
          value={customerId}
          onChange={(chosen) => set({ customerId: chosen, siteId: '', contactId: '', repair: null })}
          error={errorOf('customerId')}
        />
        <SiteSelect customerId={customerId} value={draft.siteId} onChange={(siteId) => set({ siteId })} />
        <ContactSelect customerId={customerId} value={draft.contactId} onChange={(contactId) => set({ contactId })} />
      </div>
      <Textarea
        label={text('newOrder.description')}
        autosize={false}
        rows={2}
        value={draft.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
        error={errorOf('description')}
      />
      <PersonAndTimeFields draft={draft} set={set} errors={errors} />
      <TermFields draft={draft} set={set} errors={errors} />
    </>
  );
}

function TermFields({ draft, set, errors }: PartProps) {
  const policies = useSlaPolicies();
  const linesOf = useLinesOfTypes();
  return (
    <div className={styles['fields']}>
      <ChoiceSelect
        label={text('newOrder.orderType')}
        choices={useOrderTypes()}
        value={draft.orderType}
        onChange={(orderType) => set(ofType(draft, orderType, draftsOfType(linesOf.get(orderType) ?? [])))}
      />
      <ChoiceSelect
        label={text('newOrder.priority')}
        description={text('newOrder.priorityHelp')}
        choices={usePriorities()}
        value={draft.priority}
        onChange={(priority) => set({ priority })}
      />
      <ChoiceSelect
        label={text('newOrder.sla')}
        description={text('newOrder.slaHelp')}
        choices={[...policies, { value: noSla, label: text('newOrder.slaNone') }]}
        value={draft.sla}
        onChange={(sla) => set({ sla })}
      />
      <CustomerSelect
        label={text('newOrder.billTo')}
        description={text('newOrder.billToHelp')}
        value={draft.billToCustomerId}
        onChange={(billToCustomerId) => set({ billToCustomerId })}
      />
      <TextInput
        label={text('newOrder.customerOrderNumber')}
        value={draft.customerOrderNumber}
        onChange={(event) => set({ customerOrderNumber: event.currentTarget.value })}
        error={errors.get('#/customerOrderNumber') ?? null}
      />
    </div>
  );
}

function LineList({ draft, set, errors, isChecked }: PartProps & { readonly isChecked: boolean }) {
  const { lines } = draft;
  const currency = useCurrency() ?? 'EUR';
  const change = (id: number, part: Partial<LineDraft>) =>
    set({ lines: lines.map((line) => (line.id === id ? { ...line, ...part } : line)) });
  const nextId = Math.max(0, ...lines.map(({ id }) => id)) + 1;
  return (
    <fieldset className={styles['section']}>
      <legend>{text('newOrder.lines')}</legend>
      {lines.length > 0 && lines === draft.linesOfType && <Quiet>{text('newOrder.linesOfType')}</Quiet>}
      {lines.map((line, index) => (
        <div key={line.id} className={styles['line']}>
          <div className={styles['lineHead']}>
            {text('line.editTitle', { number: index + 1 })}
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={text('line.remove', { number: index + 1 })}
              onClick={() => set({ lines: lines.filter(({ id }) => id !== line.id) })}
            >
              {text('line.removeShort')}
            </Button>
          </div>
          <LineFields
            draft={line}
            onChange={(changed) => change(line.id, changed)}
            errors={errors}
            at={`#/lines/${index}`}
          />
          {line.type === 'expense' && (
            <ExpenseFields
              {...{ draft: line.expense, currency, lineNumber: index + 1 }}
              onChange={(expense) => change(line.id, { expense })}
              isPaidWrong={isChecked && expenseOfLine(line, placesOf(currency)) === undefined}
            />
          )}
        </div>
      ))}
      <Group>
        <Button variant="default" onClick={() => set({ lines: [...lines, newLineDraft(nextId)] })}>
          {text('line.add')}
        </Button>
      </Group>
    </fieldset>
  );
}
