/** The page of a list: searched and paged by its address, with a button for what is new. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';

import type { ListSearch } from './list-search.ts';
import { Empty, Page, Waiting } from './page.tsx';
import { ProblemNote } from './problem-note.tsx';
import { Table } from './table.tsx';
import type { Column } from './table.tsx';
import { text } from './texts.ts';

/** A fetched page, as `useQuery` gives it. */
export interface FetchedPage<Row> {
  readonly data: { readonly items: readonly Row[]; readonly nextCursor?: string | null } | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly refetch: () => Promise<unknown>;
}

/** Which fields stand above the list. */
export interface ListFilters {
  readonly search?: boolean;
  readonly inactive?: boolean;
  /** Where `offered no more` is not the word. */
  readonly inactiveLabel?: string;
}

interface ListPageProps<Row> {
  readonly title: string;
  readonly beside?: ReactNode;
  /** Stands between the title and the list, such as filters of its own. */
  readonly above?: ReactNode;
  readonly page: FetchedPage<Row>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly search: ListSearch;
  /** Puts another search into the address. */
  readonly onSearch: (search: ListSearch) => void;
  /** None when absent. */
  readonly filters?: ListFilters;
  /** Dialogs. */
  readonly children?: ReactNode;
}

export function ListPage<Row>(props: ListPageProps<Row>) {
  const { title, beside, above, page, columns, keyOf, search, onSearch, filters = {}, children } = props;
  return (
    <Page title={title} beside={beside}>
      {above}
      <Filters filters={filters} search={search} onSearch={onSearch} />
      <ProblemNote error={page.error} onRetry={() => void page.refetch()} />
      {page.isPending && <Waiting />}
      {page.data?.items.length === 0 && (
        <Empty>{text(search.search === undefined ? 'list.empty' : 'list.emptySearch')}</Empty>
      )}
      {page.data !== undefined && page.data.items.length > 0 && (
        <Table caption={title} columns={columns} rows={page.data.items} keyOf={keyOf} />
      )}
      <Pager search={search} next={page.data?.nextCursor ?? undefined} onSearch={onSearch} />
      {children}
    </Page>
  );
}

type FiltersProps = Pick<ListPageProps<never>, 'search' | 'onSearch'> & { readonly filters: ListFilters };

function Filters({ filters, search, onSearch }: FiltersProps) {
  if (filters.search !== true && filters.inactive !== true) return null;
  return (
    <Group align="flex-end">
      {filters.search === true && (
        <SearchField value={search.search ?? ''} onChange={(typed) => onSearch(searchFor(search, typed))} />
      )}
      {filters.inactive === true && (
        <Switch
          label={filters.inactiveLabel ?? text('list.inactive')}
          checked={search.inactive === true}
          onChange={(event) =>
            onSearch({ ...search, inactive: event.currentTarget.checked || undefined, cursor: undefined })
          }
        />
      )}
    </Group>
  );
}

type PagerProps = Pick<ListPageProps<never>, 'search' | 'onSearch'> & { readonly next: string | undefined };

function Pager({ search, next, onSearch }: PagerProps) {
  return (
    <Group gap="sm" justify="flex-end">
      {search.cursor !== undefined && (
        <Button variant="default" onClick={() => onSearch({ ...search, cursor: undefined })}>
          {text('list.first')}
        </Button>
      )}
      {next !== undefined && (
        <Button variant="default" onClick={() => onSearch({ ...search, cursor: next })}>
          {text('list.next')}
        </Button>
      )}
    </Group>
  );
}

function searchFor(search: ListSearch, typed: string): ListSearch {
  return { ...search, search: typed === '' ? undefined : typed, cursor: undefined };
}

const pauseMs = 250;

function SearchField({ value, onChange }: { value: string; onChange: (typed: string) => void }) {
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback(onChange, pauseMs);
  return (
    <TextInput
      type="search"
      label={text('list.search')}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}
