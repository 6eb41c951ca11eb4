/** Reason codes: why something was done that asks for a reason. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import { reasonCodeFile, setupImportRoutes } from '#contracts/http/setup-import.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import type { ReasonCodeData } from '#contracts/http/setup-schemas.ts';
import { reasonUses } from '#domain/setup/reason-code.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { text } from '../../ui/texts.ts';
import { WordsField, inWords } from './entry-parts.tsx';
import { OfferedFields, offeredKind } from './offered-kind.tsx';
import type { FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

type ReasonCodeDraft = ReasonCodeData & { readonly id: string };

function ReasonCodeFields({ form, isNew }: FieldsProps<ReasonCodeDraft>) {
  return (
    <OfferedFields form={form} name={form.field('name')} id={form.field('id')} isNew={isNew}>
      <WordsField
        label={text('reasonCodes.uses')}
        words={reasonUses}
        prefix="reasonCodes.use"
        value={form.draft.uses}
        onChange={(uses) => form.set({ uses: [...uses] })}
        error={form.errorOf('uses')}
      />
    </OfferedFields>
  );
}

const { listReasonCodes: list, putReasonCode: put } = setupRoutes;

const reasonCodes = offeredKind({
  of: 'reason-code',
  title: text('reasonCodes.title'),
  make: text('reasonCodes.new'),
  route: put,
  useRows: (query) => useQuery({ ...queryOf(list, { query }), placeholderData: keepPreviousData }),
  columns: [{ id: 'uses', label: text('reasonCodes.uses'), cell: (row) => inWords('reasonCodes.use', row.uses) }],
  draftOf: (row): ReasonCodeDraft => row ?? { id: '', name: '', uses: [], active: true },
  schema: z.object({ ...put.params.shape, ...put.body.shape }),
  put: ({ id, ...body }, headers) => call(put, { params: { id }, headers, body }),
  Fields: ReasonCodeFields,
  imported: reasonCodeFile,
  importedBy: setupImportRoutes.reasonCodes,
});

export function ReasonCodeListPage() {
  return <SetUpListPage kind={reasonCodes} />;
}
