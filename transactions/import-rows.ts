/** What becomes of a row that comes in from a file, whatever the list. */

/** Why a row is refused: a code of the catalogue, and the column by its place in the row where it is about one. */
export interface RefusedRow {
  readonly code: string;
  readonly at?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export type RowOutcome = 'created' | 'changed' | 'unchanged' | RefusedRow;

/** A row that names what may stand on a later one is asked for again when those are done. */
export type BatchOutcome = RowOutcome | 'later';

/** How a batch is taken: at an instant, and in a trial without writing anything. */
export interface BatchTerms {
  readonly now: string;
  readonly isTrial: boolean;
}
