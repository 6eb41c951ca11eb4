/** The audit: sign-ins, failed ones, and rights that were refused, the latest first. */
import { Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { auditRoutes, auditedWhats } from '#contracts/http/identity-audit.ts';
import type { AuditEntry } from '#contracts/http/identity-audit.ts';
import { Principal } from '#contracts/roles.ts';

import { useActorNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { dateTime } from '../../ui/format.ts';
import { ListPage } from '../../ui/list-page.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { AuditSearch } from './audit-search.ts';

const rowsAPage = 50;

export function AuditPage() {
  const search = useSearch({ from: '/inside/set-up/audit' });
  const navigate = useNavigate({ from: '/set-up/audit' });
  const query = { limit: rowsAPage, ...search };
  const page = useQuery({ ...queryOf(auditRoutes.list, { query }), placeholderData: keepPreviousData });
  const principals = (page.data?.items ?? []).flatMap(({ principal }) => Principal.safeParse(principal).data ?? []);
  const names = useActorNames(principals);
  const show = (changed: AuditSearch) => void navigate({ search: changed, replace: true });
  return (
    <ListPage
      title={text('audit.title')}
      above={
        <Group>
          <ChoiceSelect
            label={text('audit.what')}
            choices={auditedWhats.map((what) => ({ value: what, label: textOf('audit.what', what) }))}
            value={search.what ?? ''}
            onChange={(what) => show(AuditSearch.parse({ what }))}
          />
        </Group>
      }
      page={page}
      columns={columnsWith(names)}
      keyOf={({ entryId }) => entryId}
      search={search}
      onSearch={({ cursor }) => show({ ...search, cursor })}
    />
  );
}

function columnsWith(names: ReadonlyMap<string, string>): readonly Column<AuditEntry>[] {
  return [
    {
      id: 'what',
      label: text('audit.what'),
      isTitle: true,
      cell: ({ what, count }) => (
        <strong>
          {count === 1 ? textOf('audit.what', what) : text('audit.times', { what: textOf('audit.what', what), count })}
        </strong>
      ),
    },
    { id: 'at', label: text('audit.at'), cell: ({ lastAt }) => <time dateTime={lastAt}>{dateTime(lastAt)}</time> },
    {
      id: 'who',
      label: text('audit.who'),
      cell: ({ principal }) => (principal === null ? text('audit.nobody') : (names.get(principal) ?? principal)),
    },
    { id: 'route', label: text('audit.route'), cell: ({ route }) => (route === null ? null : <code>{route}</code>) },
    { id: 'address', label: text('audit.address'), cell: ({ address }) => address },
  ];
}
