/** The event of a number series that goes on elsewhere, the same in each area that has some. */
import * as z from 'zod';

import type { Area } from '../areas.ts';
import { event } from './envelope.ts';

const Place = z.object({ prefix: z.string(), nextNumber: z.int() });

/** Declares it for the series of one area, by their names. */
export function seriesChanged<const A extends Area>(area: A, summary: string, names: readonly [string, ...string[]]) {
  return event({
    ...{ area, summary },
    aggregate: 'number-series',
    type: 'number-series.changed',
    schemaVersion: 1,
    data: z.object({
      series: z.enum(names),
      ...Place.shape,
      before: Place.optional().describe('Where it stood; absent in events of before'),
    }),
  });
}

/** The event of any area. */
export type SeriesChangedEvent = ReturnType<typeof seriesChanged<Area>>;
