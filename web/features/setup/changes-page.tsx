/** Who changed what of the set-up, users and API tokens, the latest first; of one thing when the address names it. */
import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { changeables, setupChangeRoutes } from '#contracts/http/setup-changes.ts';
import type { SetupChange } from '#contracts/http/setup-changes.ts';
import { Principal } from '#contracts/roles.ts';

import { useActorNames } from '../../api/names.ts';
import type { Names } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { ChoiceSelect } from '../../pickers/choice-select.tsx';
import { dateTime } from '../../ui/format.ts';
import { ListPage } from '../../ui/list-page.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';
import { ChangesSearch } from './changes-search.ts';

const rowsAPage = 50;

export function ChangesPage() {
  const search = useSearch({ from: '/inside/set-up/changes' });
  const navigate = useNavigate({ from: '/set-up/changes' });
  const query = { limit: rowsAPage, ...search };
  const page = useQuery({ ...queryOf(setupChangeRoutes.list, { query }), placeholderData: keepPreviousData });
  const items = page.data?.items ?? [];
  const names = useActorNames(items.flatMap(({ principal }) => Principal.safeParse(principal).data ?? []));
  const show = (changed: ChangesSearch) => void navigate({ search: changed, replace: true });
  return (
    <ListPage
      title={text('changes.title')}
      above={
        <Group align="end">
          <ChoiceSelect
            label={text('changes.of')}
            choices={changeables.map((of) => ({ value: of, label: textOf('changes.of', of) }))}
            value={search.of ?? ''}
            onChange={(of) => show(ChangesSearch.parse({ of }))}
          />
          {search.id !== undefined && (
            <Button variant="default" onClick={() => show(ChangesSearch.parse({ of: search.of }))}>
              {text('changes.all')}
            </Button>
          )}
        </Group>
      }
      page={page}
      columns={columnsWith(names)}
      keyOf={({ changeId }) => changeId}
      search={search}
      onSearch={({ cursor }) => show({ ...search, cursor })}
    />
  );
}

function columnsWith(names: Names): readonly Column<SetupChange>[] {
  return [
    {
      id: 'thing',
      label: text('changes.thing'),
      isTitle: true,
      cell: (change) => <strong>{`${textOf('changes.of', change.of)} ${nameOf(change)}`}</strong>,
    },
    { id: 'what', label: text('history.what'), cell: (change) => words(change) },
    { id: 'who', label: text('history.who'), cell: ({ principal }) => names.get(principal) ?? text('actor.system') },
    { id: 'at', label: text('history.at'), cell: ({ at }) => <time dateTime={at}>{dateTime(at)}</time> },
  ];
}

/** Parameters and number series have no name but their words. */
function nameOf({ of, id, name }: SetupChange): string {
  return name ?? textOf(of === 'number-series' ? 'numbers.of' : 'parameters.name', id);
}

function words({ what, fields }: SetupChange): string {
  const done = textOf('changes.what', what);
  return fields.length === 0 ? done : `${done}: ${fields.map(inWords).join(', ')}`;
}

/** With both values where they are short. */
function inWords({ field, before, after }: SetupChange['fields'][number]): string {
  const name = textOf('changes.field', field);
  const values = [before, after].map(shortOf);
  return values.includes(null)
    ? name
    : text('changes.fromTo', { name, before: values[0] ?? '', after: values[1] ?? '' });
}

/** A plain value as text; null for what is no plain value, or not kept. */
function shortOf(value: unknown): string | null {
  if (value === true || value === false) return text(value ? 'yes' : 'no');
  if (value === '' || value === null) return text('changes.empty');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
