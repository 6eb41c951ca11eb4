/** Cursors of lists: the place of the last row of a page, opaque to clients. */
import type * as z from 'zod';

import { message } from '#contracts/messages/en.ts';

import { ProblemError } from './problem.ts';

const defaultLimit = 50;

/** One more row than the page has is asked for, so that the last page is known to be the last. */
export interface PageRequest<Place> {
  readonly limit: number;
  /** The place behind which the page begins; undefined for the first. */
  readonly after: Place | undefined;
}

/**
 * What a list's query asks for.
 * @throws ProblemError `request.invalid` for a cursor that is none of this list
 */
export function pageRequest<Schema extends z.ZodType>(
  query: { readonly limit?: number | undefined; readonly cursor?: string | undefined },
  place: Schema,
): PageRequest<z.output<Schema>> {
  const limit = query.limit ?? defaultLimit;
  if (query.cursor === undefined) return { limit, after: undefined };
  const parsed = place.safeParse(decoded(query.cursor));
  if (parsed.success) return { limit, after: parsed.data };
  throw new ProblemError('request.invalid', {
    errors: [{ pointer: '#/query/cursor', message: message('request.cursor.form') }],
  });
}

/** A page of the rows that were read, which are at most one more than its limit. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => unknown,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const isLast = rows.length <= limit || last === undefined;
  return { items, nextCursor: isLast ? null : Buffer.from(JSON.stringify(placeOf(last))).toString('base64url') };
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
