/** Number series: the doors of one, and the one to who changed those of a service. */
import * as z from 'zod';

import { plainPrefixPattern } from '#domain/shared/number-series.ts';

import type { Area } from '../areas.ts';
import { staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Instant, PageQuery } from './schemas.ts';

/** Where a series whose numbers stand in addresses is to go on. */
export const SeriesPlace = z
  .strictObject({
    prefix: z.string().min(1).max(12).regex(plainPrefixPattern).describe('Such as SO-; it ends without a digit'),
    nextNumber: z.int().min(1).max(999_999_999).describe('Of the next one'),
  })
  .meta({ id: 'SeriesPlace' });

const SeriesView = z
  .strictObject({ version: z.int().min(0).describe('0 before the first change'), ...SeriesPlace.shape })
  .meta({ id: 'SeriesView' });

const Place = z.strictObject({ prefix: z.string(), nextNumber: z.int() });

export const SeriesChange = z
  .strictObject({
    changeId: z.string(),
    series: z.string(),
    version: z.int().min(1),
    before: Place.nullable().describe('Null where it was not kept'),
    after: Place,
    principal: z.string(),
    at: Instant,
  })
  .meta({ id: 'SeriesChange' });
export type SeriesChange = z.infer<typeof SeriesChange>;

/** The place of a change in the list of all, which its cursors hold. */
export const ChangePlace = z.strictObject({ at: Instant, changeId: z.string().max(200) });
export type ChangePlace = z.infer<typeof ChangePlace>;

interface SeriesSpec {
  /** As in operation ids: `Technician`. */
  readonly one: string;
  readonly area: Area;
  readonly path: `/v1/${string}`;
  /** What it numbers, as in sentences. */
  readonly things: string;
}

/** The doors of the one series of an area, whose numbers may have gaps. */
export function seriesRoutes<const Spec extends SeriesSpec>(spec: Spec) {
  const [area, path, one]: [Spec['area'], Spec['path'], Spec['one']] = [spec.area, spec.path, spec.one];
  const { path: base }: SeriesSpec = spec;
  return {
    get: route({
      id: `get${one}NumberSeries`,
      ...{ area, path },
      method: 'GET',
      summary: `The next number of ${spec.things}`,
      roles: staffRoles,
      responses: { 200: { description: 'The series, with ETag', schema: SeriesView } },
      problems: [],
    }),
    put: route({
      id: `put${one}NumberSeries`,
      ...{ area, path },
      method: 'PUT',
      summary: `Let the numbers of ${spec.things} go on elsewhere`,
      description: 'Behind every number that is borne under the prefix, and never back. The series may have gaps.',
      roles: ['administrator'],
      body: SeriesPlace,
      responses: { 200: { description: 'The series as it is now, with ETag', schema: SeriesView } },
      problems: ['request.version-stale', 'number-series.back'],
      ifMatch: true,
    }),
    changes: seriesChangesRoute({ area, path: `${base}/changes`, one }),
  } as const;
}

/** The door to who changed the series of a service; the list of all changes of the set-up asks it. */
export function seriesChangesRoute<const Spec extends Pick<SeriesSpec, 'area' | 'path' | 'one'>>(spec: Spec) {
  const [area, path, one]: [Spec['area'], Spec['path'], Spec['one']] = [spec.area, spec.path, spec.one];
  return route({
    id: `list${one}NumberSeriesChanges`,
    ...{ area, path },
    method: 'GET',
    summary: 'Who let these numbers go on elsewhere, the latest first',
    roles: ['administrator'],
    query: z.strictObject({
      cursor: PageQuery.shape.cursor.describe('`nextCursor` of /v1/setup-changes'),
      limit: z.int().min(1).max(201).optional().describe('50 when absent'),
      series: z.string().min(1).max(100).optional().describe('Only of this one'),
    }),
    responses: {
      200: { description: 'So many of the latest', schema: z.strictObject({ items: z.array(SeriesChange) }) },
    },
    problems: [],
  });
}
