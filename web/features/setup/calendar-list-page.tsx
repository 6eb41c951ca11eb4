/** Calendars: when somebody works. Times of SLA policies and working days are counted by them. */
import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { setupRoutes } from '#contracts/http/setup.ts';

import { call } from '../../api/client.ts';
import type { ReadBody } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { TimeZoneSelect } from '../../pickers/time-zone-select.tsx';
import type { FieldErrors } from '../../ui/form-errors.ts';
import { FormRows } from '../../ui/form-rows.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { CalendarEntry, calendarDraft, calendarOf, sameDays, weekdays } from './calendar-draft.ts';
import type { CalendarDraft } from './calendar-draft.ts';
import { NameAndIdFields, nameAndIdColumns } from './entry-parts.tsx';
import styles from './setup.module.css';
import type { FieldsProps } from './set-up-kind.ts';
import { setUpKind } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

type Calendar = ReadBody<typeof setupRoutes.getCalendar>;

function CalendarFields({ form, isNew }: FieldsProps<CalendarDraft>) {
  const { draft, set, field, errorOf } = form;
  return (
    <>
      <NameAndIdFields name={field('name')} id={field('id')} isNew={isNew} />
      <TimeZoneSelect
        label={text('calendars.timeZone')}
        required
        value={draft.timeZone}
        onChange={(timeZone) => set({ timeZone })}
        error={errorOf('timeZone')}
      />
      <Week form={form} />
      <Exceptions form={form} />
    </>
  );
}

type PartProps = Pick<FieldsProps<CalendarDraft>, 'form'>;

function Week({ form: { draft, set, errors } }: PartProps) {
  return (
    <fieldset className={styles['part']}>
      <legend>{text('calendars.week')}</legend>
      <p className={styles['help']}>{text('calendars.weekHelp')}</p>
      <div className={styles['columns']}>
        {weekdays.map((day) => (
          <TextInput
            key={day}
            label={textOf('calendars.day', day)}
            placeholder={text('calendars.closed')}
            value={draft.week[day]}
            onChange={({ currentTarget }) => set({ week: { ...draft.week, [day]: currentTarget.value } })}
            error={hoursError(errors, `#/week/${day}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Exceptions({ form: { draft, set, errors } }: PartProps) {
  return (
    <FormRows
      legend={text('calendars.exceptions')}
      rows={draft.exceptions}
      onChange={(exceptions) => set({ exceptions })}
      nameOf={(index) => text('calendars.exception', { number: index + 1 })}
      adds={[{ label: text('calendars.addException'), row: (id) => ({ id, date: '', hours: '', label: '' }) }]}
      fields={({ date, hours, label }, index, change) => (
        <>
          <TextInput
            type="date"
            label={text('calendars.date')}
            required
            value={date}
            onChange={({ currentTarget }) => change({ date: currentTarget.value })}
            error={errors.get(`#/exceptions/${index}/date`) ?? null}
          />
          <TextInput
            label={text('calendars.hours')}
            placeholder={text('calendars.closed')}
            value={hours}
            onChange={({ currentTarget }) => change({ hours: currentTarget.value })}
            error={hoursError(errors, `#/exceptions/${index}/ranges`)}
          />
          <TextInput
            label={text('calendars.label')}
            maxLength={120}
            value={label}
            onChange={({ currentTarget }) => change({ label: currentTarget.value })}
            error={errors.get(`#/exceptions/${index}/label`) ?? null}
          />
        </>
      )}
    />
  );
}

/** One message for a field that holds several ranges. */
function hoursError(errors: FieldErrors, at: string): string | null {
  const isWrong = [...errors.keys()].some((pointer) => pointer === at || pointer.startsWith(`${at}/`));
  return isWrong ? text('calendars.hoursWrong') : null;
}

/** `Mon–Fri 08:00-12:00, 13:00-17:00`. */
function weekInWords(week: Calendar['week']): string {
  const words = sameDays(week).map(({ from, to, hours }) =>
    text(from === to ? 'calendars.oneDay' : 'calendars.days', {
      from: textOf('calendars.short', from),
      to: textOf('calendars.short', to),
      hours,
    }),
  );
  return words.join(' · ');
}

const calendars = setUpKind({
  of: 'calendar',
  title: text('calendars.title'),
  make: text('calendars.new'),
  route: setupRoutes.putCalendar,
  filters: { search: true },
  useRows: (query) => useQuery({ ...queryOf(setupRoutes.listCalendars, { query }), placeholderData: keepPreviousData }),
  columns: [
    ...nameAndIdColumns<Calendar>(),
    { id: 'timeZone', label: text('calendars.timeZone'), cell: (row) => row.timeZone },
    { id: 'week', label: text('calendars.week'), cell: (row) => weekInWords(row.week) },
    { id: 'exceptions', label: text('calendars.exceptions'), isNumber: true, cell: (row) => row.exceptions.length },
  ],
  nameOf: (row) => row.name,
  draftOf: calendarDraft,
  sentOf: calendarOf,
  schema: CalendarEntry,
  put: ({ id, ...body }, headers) => call(setupRoutes.putCalendar, { params: { id }, headers, body }),
  isWide: true,
  Fields: CalendarFields,
});

export function CalendarListPage() {
  return <SetUpListPage kind={calendars} />;
}
