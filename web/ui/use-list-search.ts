/** The search of a list, as its address has it. */
import { useNavigate, useSearch } from '@tanstack/react-router';

import { ListSearch } from './list-search.ts';

/** What the address says, and what puts another search into it. */
export function useListSearch(): readonly [ListSearch, (changed: ListSearch) => void] {
  const search = ListSearch.parse(useSearch({ strict: false }));
  const navigate = useNavigate();
  return [search, (changed) => void navigate({ to: '.', search: changed, replace: true })];
}
