/** Events of the set-up: the whole entry after each change, so that every service can keep its own copy. */
import * as z from 'zod';

import { firstReasonUses, reasonUses } from '#domain/setup/reason-code.ts';

import {
  CalendarData,
  CaseCategoryData,
  CaseEntryData,
  CategoryData,
  CompanyData,
  FeedSourceData,
  OrderTypeData,
  ParameterData,
  PriorityData,
  ReasonCodeData,
} from '../http/setup-schemas.ts';
import type { SetupKind } from '../http/setup-schemas.ts';
import { event } from './envelope.ts';

const define = <const Kind extends SetupKind, const Verb extends string, const Data extends z.ZodObject>(
  aggregate: Kind,
  verb: Verb,
  summary: string,
  data: Data,
) =>
  event({
    area: 'setup',
    aggregate,
    type: `${aggregate}.${verb}`,
    schemaVersion: 1,
    summary,
    data,
  });

const id = z.string().describe('Of the entry, within its kind');

/**
 * One event per kind; `aggregateId` is `<kind>/<id>`, because ids are chosen per kind. Of the company only codes are told:
 * who prints its name and address asks GET /v1/company.
 */
export const setupEvents = {
  company: define(
    'company',
    'changed',
    'The company was changed',
    z.object({ id, ...CompanyData.pick({ currency: true, timeZone: true }).shape }),
  ),
  parameter: define('parameter', 'changed', 'A parameter has a new value', z.object({ id, ...ParameterData.shape })),
  'order-type': define('order-type', 'changed', 'An order type was changed', z.object({ id, ...OrderTypeData.shape })),
  priority: define('priority', 'changed', 'A priority was changed', z.object({ id, ...PriorityData.shape })),
  category: define('category', 'changed', 'A category of lines was changed', z.object({ id, ...CategoryData.shape })),
  calendar: define(
    'calendar',
    'published',
    'A version of a calendar was published',
    z.object({ id, ...CalendarData.shape }),
  ),
  'reason-code': define(
    'reason-code',
    'changed',
    'A reason code was changed',
    z.object({
      id,
      ...ReasonCodeData.shape,
      uses: z.array(z.enum(firstReasonUses)).min(1).max(firstReasonUses.length),
      allUses: z
        .array(z.enum(reasonUses))
        .min(1)
        .optional()
        .describe('What it may be given for, where `uses` cannot say it; `uses` is what came next to it before'),
    }),
  ),
  'case-category': define(
    'case-category',
    'changed',
    'What cases can be about was changed',
    z.object({ id, ...CaseCategoryData.shape }),
  ),
  'case-result': define(
    'case-result',
    'changed',
    'How cases can end was changed',
    z.object({ id, ...CaseEntryData.shape }),
  ),
  'feed-source': define(
    'feed-source',
    'changed',
    'A system that feeds records in was entered or changed',
    z.object({ id, ...FeedSourceData.shape }),
  ),
} as const satisfies Record<SetupKind, ReturnType<typeof event>>;

/** What is published of an entry, by kind: this is what the services' copies hold. */
export type PublishedSetup = { [Kind in SetupKind]: z.output<(typeof setupEvents)[Kind]['data']> };

/** The aggregate of an entry, `order-type/standard`. */
export function setupAggregateId(kind: SetupKind, id: string): string {
  return `${kind}/${id}`;
}
