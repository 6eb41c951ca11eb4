/** SLA policies: how much working time there is until an order is done and a request is answered, and when to warn. */
import { NumberInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { slaRoutes } from '#contracts/http/sla.ts';
import type { SlaPolicy, SlaPolicyTarget } from '#contracts/http/sla.ts';
import { slaTargetNames } from '#domain/sla/target.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { useCalendars } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { percent, quantity } from '../../ui/format.ts';
import { numberOrNothing } from '../../ui/text-or-nothing.ts';
import { text, textOf } from '../../ui/texts.ts';
import { NameAndIdFields, nameAndIdColumns } from './entry-parts.tsx';
import { CalendarName } from './names.tsx';
import { hoursOf, minutesOf, PriorityHours } from './priority-hours.tsx';
import type { HoursOfPriorities } from './priority-hours.tsx';
import type { FieldsProps } from './set-up-kind.ts';
import { setUpKind } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

interface SlaPolicyDraft {
  readonly id: string;
  readonly name: string;
  readonly calendarId: string;
  /** Working time to resolve an order. */
  readonly hours: string | number;
  /** Of the working time; empty for no warning. */
  readonly warnAtPercent: string | number;
  /** Working time to answer a request; empty for no such target. */
  readonly answerHours: string | number;
  readonly answerWarnAtPercent: string | number;
  readonly hoursOfPriorities: HoursOfPriorities;
  readonly answerHoursOfPriorities: HoursOfPriorities;
  /** Working time until somebody is there; empty for no such target. */
  readonly arriveHours: string | number;
  readonly arriveWarnAtPercent: string | number;
  readonly arriveHoursOfPriorities: HoursOfPriorities;
}

const minutesAnHour = 60;

function SlaPolicyFields({ form, isNew }: FieldsProps<SlaPolicyDraft>) {
  const { draft, set, field, errorOf } = form;
  return (
    <>
      <NameAndIdFields name={field('name')} id={field('id')} isNew={isNew} />
      <ChoiceSelect
        label={text('slaPolicies.calendar')}
        description={text('slaPolicies.calendarHelp')}
        required
        choices={useCalendars()}
        value={draft.calendarId}
        onChange={(calendarId) => set({ calendarId })}
        error={errorOf('calendarId')}
      />
      <NumberInput
        label={text('slaPolicies.hours')}
        description={text('slaPolicies.hoursHelp')}
        required
        min={0}
        decimalScale={2}
        value={draft.hours}
        onChange={(hours) => set({ hours })}
        error={errorOf('targets/0/limitMinutes')}
      />
      <NumberInput
        label={text('slaPolicies.warn')}
        description={text('slaPolicies.warnHelp')}
        min={1}
        max={99}
        allowDecimal={false}
        suffix=" %"
        value={draft.warnAtPercent}
        onChange={(warnAtPercent) => set({ warnAtPercent })}
        error={errorOf('targets/0/warnAtShare')}
      />
      <PriorityHours
        legend={text('slaPolicies.hoursOfPriorities')}
        value={draft.hoursOfPriorities}
        onChange={(hoursOfPriorities) => set({ hoursOfPriorities })}
      />
      <NumberInput
        label={text('slaPolicies.answerHours')}
        description={text('slaPolicies.answerHelp')}
        min={0}
        decimalScale={2}
        value={draft.answerHours}
        onChange={(answerHours) => set({ answerHours })}
        error={errorOf('targets/1/limitMinutes')}
      />
      <NumberInput
        label={text('slaPolicies.answerWarn')}
        description={text('slaPolicies.answerWarnHelp')}
        min={1}
        max={99}
        allowDecimal={false}
        suffix=" %"
        value={draft.answerWarnAtPercent}
        onChange={(answerWarnAtPercent) => set({ answerWarnAtPercent })}
        error={errorOf('targets/1/warnAtShare')}
      />
      <PriorityHours
        legend={text('slaPolicies.answerHoursOfPriorities')}
        value={draft.answerHoursOfPriorities}
        onChange={(answerHoursOfPriorities) => set({ answerHoursOfPriorities })}
      />
      <ArrivalFields form={form} />
    </>
  );
}

/** Where a policy has no answer, the arrival is its second target. */
function ArrivalFields({ form: { draft, set, errorOf } }: Pick<FieldsProps<SlaPolicyDraft>, 'form'>) {
  const target = `targets/${numberOrNothing(draft.answerHours) === undefined ? 1 : 2}`;
  return (
    <>
      <NumberInput
        label={text('slaPolicies.arriveHours')}
        description={text('slaPolicies.arriveHelp')}
        min={0}
        decimalScale={2}
        value={draft.arriveHours}
        onChange={(arriveHours) => set({ arriveHours })}
        error={errorOf(`${target}/limitMinutes`)}
      />
      <NumberInput
        label={text('slaPolicies.arriveWarn')}
        description={text('slaPolicies.answerWarnHelp')}
        min={1}
        max={99}
        allowDecimal={false}
        suffix=" %"
        value={draft.arriveWarnAtPercent}
        onChange={(arriveWarnAtPercent) => set({ arriveWarnAtPercent })}
        error={errorOf(`${target}/warnAtShare`)}
      />
      <PriorityHours
        legend={text('slaPolicies.arriveHoursOfPriorities')}
        value={draft.arriveHoursOfPriorities}
        onChange={(arriveHoursOfPriorities) => set({ arriveHoursOfPriorities })}
      />
    </>
  );
}

function draftOf(policy: SlaPolicy | null): SlaPolicyDraft {
  const { id = '', name = '', calendarId = '', targets = [] } = policy ?? {};
  const [resolve, respond, arrive] = slaTargetNames.map((name) => targets.find(({ target }) => target === name));
  const [hours, warnAtPercent] = fieldsOf(resolve);
  const [answerHours, answerWarnAtPercent] = fieldsOf(respond);
  const [arriveHours, arriveWarnAtPercent] = fieldsOf(arrive);
  return {
    ...{ id, name, calendarId, hours, warnAtPercent, answerHours, answerWarnAtPercent },
    ...{ arriveHours, arriveWarnAtPercent },
    hoursOfPriorities: hoursOf(resolve?.limitMinutesByPriority),
    answerHoursOfPriorities: hoursOf(respond?.limitMinutesByPriority),
    arriveHoursOfPriorities: hoursOf(arrive?.limitMinutesByPriority),
  };
}

function fieldsOf(target: SlaPolicyTarget | undefined): readonly [hours: string | number, warn: string | number] {
  if (target === undefined) return ['', ''];
  const share = target.warnAtShare ?? null;
  return [target.limitMinutes / minutesAnHour, share === null ? '' : Math.round(share * 100)];
}

function policyOf({ id, name, calendarId, ...draft }: SlaPolicyDraft) {
  const resolve = targetOf('resolve', draft.hours, draft.warnAtPercent, draft.hoursOfPriorities);
  const { answerHours, answerWarnAtPercent, answerHoursOfPriorities } = draft;
  const respond = targetOf('respond', answerHours, answerWarnAtPercent, answerHoursOfPriorities);
  const { arriveHours, arriveWarnAtPercent, arriveHoursOfPriorities } = draft;
  const arrive = targetOf('arrive', arriveHours, arriveWarnAtPercent, arriveHoursOfPriorities);
  const further = [respond, arrive].filter(({ limitMinutes }) => limitMinutes !== undefined);
  return { id, name, calendarId, targets: [resolve, ...further] };
}

function targetOf(
  target: SlaPolicyTarget['target'],
  hours: string | number,
  warnAtPercent: string | number,
  hoursOfPriorities: HoursOfPriorities,
) {
  const own = minutesOf(hoursOfPriorities);
  const limit = numberOrNothing(hours);
  const warn = numberOrNothing(warnAtPercent);
  return {
    target,
    limitMinutes: limit === undefined ? undefined : Math.round(limit * minutesAnHour),
    warnAtShare: warn === undefined ? null : warn / 100,
    ...(own === undefined ? {} : { limitMinutesByPriority: own }),
  };
}

function targetInWords({ target, limitMinutes, warnAtShare }: SlaPolicyTarget): string {
  const hours = quantity(limitMinutes / minutesAnHour);
  const words = text('slaPolicies.within', { target: textOf('slaPolicies.target', target), hours });
  if (warnAtShare === null || warnAtShare === undefined) return words;
  return `${words}, ${text('slaPolicies.warned', { share: percent(warnAtShare * 10_000) })}`;
}

const slaPolicies = setUpKind({
  title: text('slaPolicies.title'),
  make: text('slaPolicies.new'),
  route: slaRoutes.publish,
  filters: {},
  useRows: ({ limit, cursor }) =>
    useQuery({
      ...queryOf(slaRoutes.list, { query: { limit, ...(cursor === undefined ? {} : { cursor }) } }),
      placeholderData: keepPreviousData,
    }),
  columns: [
    ...nameAndIdColumns<SlaPolicy>(),
    { id: 'calendar', label: text('slaPolicies.calendar'), cell: (row) => <CalendarName id={row.calendarId} /> },
    { id: 'targets', label: text('slaPolicies.targets'), cell: (row) => row.targets.map(targetInWords).join('; ') },
    { id: 'version', label: text('list.version'), isNumber: true, cell: (row) => row.version },
  ],
  nameOf: (row) => row.name,
  draftOf,
  sentOf: policyOf,
  schema: z.object({ ...slaRoutes.publish.params.shape, ...slaRoutes.publish.body.shape }),
  put: ({ id, ...body }) => call(slaRoutes.publish, { params: { id }, body }),
  Fields: SlaPolicyFields,
});

export function SlaPolicyListPage() {
  return <SetUpListPage kind={slaPolicies} />;
}
