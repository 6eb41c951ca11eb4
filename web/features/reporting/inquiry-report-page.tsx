/** Requests and cases in figures: how they were answered, what they are about, and which visits had to be repeated. */
import { Group, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { inquiryReportRoutes as routes } from '#contracts/http/reporting-inquiries.ts';

import { queryOf } from '../../api/queries.ts';
import { useRepeatVisitDays } from '../../api/setup.ts';
import { useNow } from '../../ui/now.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { instantOf, localTimeAt, ownTimeZone } from '../../ui/zoned-time.ts';
import { CaseFigures, RepeatFigures, RequestFigures, ResponseFigures } from './inquiry-figures.tsx';
import type { InquiryReportSearch } from './inquiry-report-search.ts';

const usualDays = 30;
const dayMs = 86_400_000;

export function InquiryReportPage() {
  const search = useSearch({ from: '/inside/reports/inquiries' });
  const navigate = useNavigate({ from: '/reports/inquiries' });
  const { from, to, query } = useSpan(search);
  const timeZone = ownTimeZone();
  const kept = { placeholderData: keepPreviousData };
  const requests = useQuery({ ...queryOf(routes.requests, { query: { ...query, timeZone } }), ...kept });
  const cases = useQuery({ ...queryOf(routes.cases, { query }), ...kept });
  const withinDays = useRepeatVisitDays();
  const repeats = useQuery({ ...queryOf(routes.repeatVisits, { query: { ...query, withinDays } }), ...kept });
  const field = (name: 'from' | 'to', value: string) => (
    <TextInput
      type="date"
      label={text(`report.${name}`)}
      value={value}
      onChange={(event) => void navigate({ search: { ...search, [name]: event.currentTarget.value }, replace: true })}
    />
  );
  return (
    <Page title={text('report.title')}>
      <Group align="end">
        {field('from', from)}
        {field('to', to)}
      </Group>
      <ProblemNote error={requests.error ?? cases.error ?? repeats.error} />
      {requests.data !== undefined && <ResponseFigures response={requests.data.response} />}
      {requests.data !== undefined && <RequestFigures report={requests.data} />}
      {cases.data !== undefined && <CaseFigures report={cases.data} />}
      {repeats.data !== undefined && <RepeatFigures {...repeats.data} days={withinDays} />}
    </Page>
  );
}

/** So many days after a date, before it when negative. */
function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** The days, and the instants between which they lie on this clock; the last thirty where none are chosen. */
function useSpan({ from, to }: InquiryReportSearch) {
  const today = localTimeAt(new Date(useNow()).toISOString(), ownTimeZone()).date;
  const last = to ?? today;
  const first = from ?? addDays(last, 1 - usualDays);
  const instant = (date: string) => instantOf({ date, time: '00:00' }, ownTimeZone()) ?? `${date}T00:00:00.000Z`;
  return { from: first, to: last, query: { from: instant(first), before: instant(addDays(last, 1)) } };
}
