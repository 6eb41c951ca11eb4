/** The filters above the order list; each is in the address, so that a view can be sent to a colleague. */
import { useState } from 'react';
import { Button, Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';

import { attentions } from '#domain/service-orders/attention.ts';
import { orderOrigins } from '#domain/service-orders/header.ts';
import { slaStates } from '#domain/sla/clock.ts';

import { useStages } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { CustomerSelect } from '../../pickers/customer-select.tsx';
import { StaffSelect } from '../../pickers/staff-select.tsx';
import { classes } from '../../ui/classes.ts';
import { textOrNothing } from '../../ui/text-or-nothing.ts';
import { text, textOf } from '../../ui/texts.ts';
import styles from './order-list.module.css';
import { OrderListSearch } from './order-list-search.ts';

interface FiltersProps {
  readonly search: OrderListSearch;
  readonly onChange: (search: OrderListSearch) => void;
}

export function OrderListFilters({ search, onChange }: FiltersProps) {
  const stages = useStages();
  const [isOpen, setOpen] = useState(false);
  const change = (part: OrderListSearch) => onChange({ ...search, cursor: undefined, ...part });
  const shownStates = slaStates.filter((state) => state !== 'none');
  return (
    <div
      role="search"
      aria-label={text('orders.filters')}
      className={classes(styles['filters'], isOpen && styles['open'])}
    >
      <Button
        variant="default"
        className={styles['more'] ?? ''}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {text('orders.filters')}
      </Button>
      <NumberFilter value={search.number} onChange={(number) => change({ number })} />
      <CustomerSelect
        label={text('orders.customer')}
        value={search.customerId ?? ''}
        onChange={(customerId) => change({ customerId: textOrNothing(customerId) })}
      />
      <MultiSelect
        label={text('orders.stage')}
        data={stages.map(({ value, label }) => ({ value, label }))}
        value={[...(search.stage ?? [])]}
        onChange={(stage) => change({ stage: stage.length > 0 ? stage : undefined })}
        {...(search.stage === undefined ? { placeholder: text('form.choose') } : {})}
        clearable
        clearButtonProps={{ 'aria-label': text('signOff.clear') }}
      />
      <ChoiceSelect
        label={text('orders.sla')}
        choices={shownStates.map((state) => ({ value: state, label: textOf('sla.name', state) }))}
        value={search.slaState ?? ''}
        onChange={(slaState) => change(OrderListSearch.pick({ slaState: true }).parse({ slaState }))}
      />
      <ChoiceSelect
        label={text('orders.attention')}
        choices={attentions.map((attention) => ({ value: attention, label: textOf('attention', attention) }))}
        value={search.attention ?? ''}
        onChange={(attention) => change(OrderListSearch.pick({ attention: true }).parse({ attention }))}
      />
      <StaffSelect
        label={text('header.responsible')}
        value={search.responsibleId ?? ''}
        onChange={(responsibleId) => change({ responsibleId: textOrNothing(responsibleId) })}
      />
      <ChoiceSelect
        label={text('header.origin')}
        choices={orderOrigins.map((origin) => ({ value: origin, label: textOf('origin', origin) }))}
        value={search.origin ?? ''}
        onChange={(origin) => change(OrderListSearch.pick({ origin: true }).parse({ origin }))}
      />
      <div className={styles['switches']}>
        <Checkbox
          label={text('orders.mine')}
          checked={search.mine === true}
          onChange={(event) => change({ mine: event.currentTarget.checked ? true : undefined })}
        />
        <Checkbox
          label={text('orders.open')}
          checked={search.all !== true}
          onChange={(event) => change({ all: event.currentTarget.checked ? undefined : true })}
        />
        <Checkbox
          label={text('orders.missing')}
          checked={search.missingParts === true}
          onChange={(event) => change({ missingParts: event.currentTarget.checked ? true : undefined })}
        />
      </div>
    </div>
  );
}

const pauseMs = 300;

/** What is typed stands in the address once the typing pauses. */
function NumberFilter(props: { value: string | undefined; onChange: (value: string | undefined) => void }) {
  const { value = '', onChange } = props;
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback((number: string) => onChange(textOrNothing(number)), pauseMs);
  return (
    <TextInput
      type="search"
      label={text('orders.number')}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
    />
  );
}
