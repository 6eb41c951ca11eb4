/** The one shape of the set-up's lists: what the list page, the dialog and the import need to know of a kind of entry. */
import type { ReactNode } from 'react';
import type * as z from 'zod';

import type { RouteSpec } from '#contracts/http/route.ts';
import type { Changeable } from '#contracts/http/setup-changes.ts';

import type { CsvImportSpec } from '../../ui/csv-import.tsx';
import type { useDraft } from '../../ui/draft.ts';
import type { FetchedPage, ListFilters } from '../../ui/list-page.tsx';
import type { Column } from '../../ui/table.tsx';

/** What every entry has beside its data. */
export interface Entry {
  readonly id: string;
  readonly version: number;
}

/** What is asked of a list. */
interface ListQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly search?: string;
  readonly active?: boolean;
}

/** The version that is changed; none for a new entry. */
export interface PutHeaders {
  readonly 'if-match'?: string;
}

export type Form<Draft extends object> = ReturnType<typeof useDraft<Draft>>;

export interface FieldsProps<Draft extends object> {
  readonly form: Form<Draft>;
  readonly isNew: boolean;
}

/** `Row` is what the list shows, `Draft` what the form holds, `Sent` what is put: the data with its id. */
export interface SetUpKind<Row extends Entry, Draft extends object, Sent> {
  /** The word under which its changes are found; absent where none are kept here. */
  readonly of?: Changeable;
  readonly title: string;
  /** The words of the button for a new one; null where the product has them all. */
  readonly make: string | null;
  /** Whoever may call this may change an entry. */
  readonly route: Pick<RouteSpec, 'area' | 'roles'>;
  readonly filters: ListFilters;
  /** A hook: the page of the list. */
  readonly useRows: (query: ListQuery) => FetchedPage<Row>;
  readonly columns: readonly Column<Row>[];
  readonly nameOf: (row: Row) => string;
  readonly draftOf: (row: Row | null) => Draft;
  /** What a draft would send, for the schema to check; the draft itself when absent. */
  readonly sentOf?: (draft: Draft) => unknown;
  readonly schema: z.ZodType<Sent>;
  /** Publishes it: 201 for a new one, 200 for a next version or the same again. */
  readonly put: (sent: Sent, headers: PutHeaders) => Promise<{ readonly status: number }>;
  /** A wide dialog, for many fields. */
  readonly isWide?: boolean;
  readonly Fields: (props: FieldsProps<Draft>) => ReactNode;
  /** How it comes from a CSV file; absent where it does not. */
  readonly imported?: Omit<CsvImportSpec, 'title'>;
}

/** A kind with its types taken from its parts. */
export function setUpKind<Row extends Entry, Draft extends object, Sent>(
  kind: SetUpKind<Row, Draft, Sent>,
): SetUpKind<Row, Draft, Sent> {
  return kind;
}
