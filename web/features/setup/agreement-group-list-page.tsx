/** Groups of agreements, each with the SLA that its new agreements begin with. */
import { useQuery } from '@tanstack/react-query';
import * as z from 'zod';

import type { AgreementGroup as GroupSchema } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { call } from '../../api/client.ts';
import { queryOf } from '../../api/queries.ts';
import { useSlaPolicies } from '../../api/setup.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { text } from '../../ui/texts.ts';
import { nameAndIdColumns, offeredColumn } from './entry-parts.tsx';
import { OfferedFields } from './offered-kind.tsx';
import { setUpKind, type FieldsProps } from './set-up-kind.ts';
import { SetUpListPage } from './set-up-list-page.tsx';

type GroupRow = z.infer<typeof GroupSchema> & { readonly id: string };

interface GroupDraft {
  readonly id: string;
  readonly name: string;
  readonly slaPolicyId: string;
  readonly active: boolean;
}

function GroupFields({ form, isNew }: FieldsProps<GroupDraft>) {
  return (
    <OfferedFields form={form} name={form.field('name')} id={form.field('id')} isNew={isNew}>
      <ChoiceSelect
        label={text('agreements.sla')}
        description={text('agreementGroups.slaHelp')}
        choices={useSlaPolicies()}
        value={form.draft.slaPolicyId}
        onChange={(slaPolicyId) => form.set({ slaPolicyId })}
        error={form.errorOf('slaPolicyId')}
      />
    </OfferedFields>
  );
}

function PolicyName({ id }: { id: string }) {
  return useSlaPolicies().find(({ value }) => value === id)?.label ?? id;
}

const { groups, keepGroup } = agreementRoutes;

const agreementGroups = setUpKind({
  title: text('agreementGroups.title'),
  make: text('agreementGroups.new'),
  route: keepGroup,
  filters: {},
  useRows: () =>
    useQuery({
      ...queryOf(groups, {}),
      select: ({ items }) => ({ items: items.map((row) => ({ ...row, id: row.groupId })) }),
    }),
  nameOf: ({ name }: GroupRow) => name,
  columns: [
    ...nameAndIdColumns<GroupRow>(),
    {
      id: 'sla',
      label: text('agreements.sla'),
      cell: ({ slaPolicyId }) => (slaPolicyId === null ? null : <PolicyName id={slaPolicyId} />),
    },
    offeredColumn<GroupRow>(),
  ],
  draftOf: (row: GroupRow | null): GroupDraft => ({
    ...{ id: row?.id ?? '', name: row?.name ?? '', slaPolicyId: row?.slaPolicyId ?? '', active: row?.active ?? true },
  }),
  sentOf: ({ slaPolicyId, ...rest }) => ({ ...rest, slaPolicyId: slaPolicyId === '' ? null : slaPolicyId }),
  schema: z.object({ id: keepGroup.params.shape.groupId, ...keepGroup.body.shape }),
  put: ({ id, ...body }) => call(keepGroup, { params: { groupId: id }, body }),
  Fields: GroupFields,
});

export function AgreementGroupListPage() {
  return <SetUpListPage kind={agreementGroups} />;
}
