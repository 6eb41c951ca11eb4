/** How cases end: a list of names. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { setupRoutes } from '#contracts/http/setup.ts';
import type { CaseEntryData } from '#contracts/http/setup-schemas.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { text } from '../../ui/texts.ts';
import { nameAndIdColumns, offeredColumn } from './entry-parts.tsx';
import { OfferedFields } from './offered-kind.tsx';
import { setUpKind } from './set-up-kind.ts';
import type { FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

interface NamedDraft extends CaseEntryData {
  readonly id: string;
}
type NamedRow = NamedDraft & { readonly version: number };

function NamedFields({ form, isNew }: FieldsProps<NamedDraft>) {
  return (
    <OfferedFields form={form} name={form.field('name')} id={form.field('id')} isNew={isNew}>
      {null}
    </OfferedFields>
  );
}

const { listCaseResults, putCaseResult } = setupRoutes;

const caseResults = setUpKind({
  of: 'case-result',
  title: text('caseResults.title'),
  make: text('caseResults.new'),
  route: putCaseResult,
  useRows: (query) => useQuery({ ...queryOf(listCaseResults, { query }), placeholderData: keepPreviousData }),
  schema: z.object({ ...putCaseResult.params.shape, ...putCaseResult.body.shape }),
  put: ({ id, ...body }, headers) => call(putCaseResult, { params: { id }, headers, body }),
  filters: { search: true, inactive: true },
  nameOf: ({ name }: NamedRow) => name,
  columns: [...nameAndIdColumns<NamedRow>(), offeredColumn<NamedRow>()],
  draftOf: (row: NamedRow | null): NamedDraft => {
    const { id = '', name = '', active = true } = row ?? {};
    return { id, name, active };
  },
  Fields: NamedFields,
});

export function CaseResultListPage() {
  return <SetUpListPage kind={caseResults} />;
}
