/** Problems of records that other systems feed in, whatever they are of. */
import type { ProblemKind } from './problem.ts';

export const feedProblems = {
  'feed.source-unknown': { status: 422, title: 'No system of this name feeds records in' },
  'feed.field-taken': { status: 409, title: 'Another system owns this field' },
  'feed.field-owned': { status: 409, title: 'Another system owns this field' },
  'feed.field-settled': { status: 409, title: 'There is no conflict about this field any more' },
  'feed.theirs-impossible': { status: 409, title: 'What the other system says cannot be taken over' },
  'feed.letter-unfit': { status: 409, title: 'The message still cannot be applied' },
} as const satisfies Record<string, ProblemKind>;
