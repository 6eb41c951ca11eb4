/** The doors of the set-up: the company, parameters, and the lists that orders are made of, each entry with versions. */
import * as z from 'zod';

import type { ProblemCode } from '../problems/catalogue.ts';
import { staffRoles } from '../roles.ts';
import type { Role } from '../roles.ts';
import { route } from './route.ts';
import type { Callers } from './route.ts';
import { Page, PageQuery } from './schemas.ts';
import {
  CalendarData,
  CaseCategoryData,
  CaseEntryData,
  CategoryData,
  CompanyData,
  FeedSourceData,
  OrderTypeData,
  ParameterData,
  ParameterName,
  PriorityData,
  ReasonCodeData,
  SetupId,
  entryFields,
} from './setup-schemas.ts';

const area = 'setup';
/** Who publishes what orders are made of. */
export const setupPublishers = ['administrator', 'importer'] as const;
const administrator = ['administrator'] as const;

/** Of doors that publish an entry under an id that the caller gives. */
export const putHeaders = z.object({
  'if-match': z
    .string()
    .regex(/^"\d{1,9}"$/, 'must be one strong entity tag, such as "7"')
    .optional()
    .describe('The version that is changed; absent to publish a new entry, or the same data again'),
});

/** A kind whose entries are never taken off offer has them all as active. */
const ListQuery = PageQuery.extend({
  search: z.string().max(100).optional().describe('Part of the name or the id'),
  active: z.boolean().optional().describe('True for what is offered, false for what is offered no more'),
});

interface DoorsSpec {
  /** As in operation ids: `OrderType`, `OrderTypes`. */
  readonly one: string;
  readonly many: string;
  /** As in paths: `order-types`. */
  readonly plural: string;
  readonly id: z.ZodType<string>;
  readonly data: z.ZodObject;
  /** The data with id, version and instant. */
  readonly entry: z.ZodObject;
  readonly readers: Callers;
  readonly writers: readonly [Role, ...Role[]];
  readonly refusals: readonly ProblemCode[];
}

/** The three doors of a kind: all entries, one entry (also an older version of it), and publishing. */
function doors<const Spec extends DoorsSpec>(spec: Spec) {
  // Said one by one, so that each keeps its literal type.
  const one: Spec['one'] = spec.one;
  const many: Spec['many'] = spec.many;
  const plural: Spec['plural'] = spec.plural;
  const id: Spec['id'] = spec.id;
  const data: Spec['data'] = spec.data;
  const entry: Spec['entry'] = spec.entry;
  const readers: Spec['readers'] = spec.readers;
  const writers: Spec['writers'] = spec.writers;
  const words = plural.replaceAll('-', ' ');
  const list = route({
    id: `list${many}`,
    area,
    method: 'GET',
    path: `/v1/${plural}`,
    summary: `All ${words}, by id`,
    roles: readers,
    query: ListQuery,
    responses: { 200: { description: 'A page', schema: Page(entry) } },
    problems: [],
  });
  const get = route({
    id: `get${one}`,
    area,
    method: 'GET',
    path: `/v1/${plural}/:id`,
    summary: `One of the ${words}, or an older version of it`,
    roles: readers,
    params: z.strictObject({ id }),
    query: z.strictObject({ version: z.int().min(1).optional().describe('The current one when absent') }),
    responses: { 200: { description: 'The entry, with ETag', schema: entry } },
    problems: ['resource.unknown'],
  });
  const put = route({
    id: `put${one}`,
    area,
    method: 'PUT',
    path: `/v1/${plural}/:id`,
    summary: `Publish one of the ${words}, or its next version`,
    description:
      'Without If-Match only a new entry is published; the same data again answers with what is there, so that publishing is repeatable.',
    roles: writers,
    params: z.strictObject({ id }),
    headers: putHeaders,
    body: data,
    responses: {
      200: { description: 'The next version, or unchanged', schema: entry },
      201: { description: 'The first version', schema: entry },
    },
    problems: ['request.version-missing', 'request.version-stale', ...spec.refusals],
  });
  return { list, get, put };
}

const parameters = doors({
  one: 'Parameter',
  many: 'Parameters',
  plural: 'parameters',
  id: ParameterName,
  data: ParameterData,
  entry: z.strictObject({ id: z.string(), ...entryFields, ...ParameterData.shape }).meta({ id: 'Parameter' }),
  readers: staffRoles,
  writers: administrator,
  refusals: ['parameter.value', 'setup.reference-unknown'],
});
const orderTypes = doors({
  one: 'OrderType',
  many: 'OrderTypes',
  plural: 'order-types',
  id: SetupId,
  data: OrderTypeData,
  entry: z.strictObject({ id: SetupId, ...entryFields, ...OrderTypeData.shape }).meta({ id: 'OrderType' }),
  readers: 'anyone',
  writers: setupPublishers,
  refusals: ['setup.reference-unknown', 'order-type.line-invalid', 'order-type.task-twice'],
});
const priorities = doors({
  one: 'Priority',
  many: 'Priorities',
  plural: 'priorities',
  id: SetupId,
  data: PriorityData,
  entry: z.strictObject({ id: SetupId, ...entryFields, ...PriorityData.shape }).meta({ id: 'Priority' }),
  readers: 'anyone',
  writers: setupPublishers,
  refusals: [],
});
const categories = doors({
  one: 'Category',
  many: 'Categories',
  plural: 'categories',
  id: SetupId,
  data: CategoryData,
  entry: z.strictObject({ id: SetupId, ...entryFields, ...CategoryData.shape }).meta({ id: 'Category' }),
  readers: 'anyone',
  writers: setupPublishers,
  refusals: [],
});
const reasonCodes = doors({
  one: 'ReasonCode',
  many: 'ReasonCodes',
  plural: 'reason-codes',
  id: SetupId,
  data: ReasonCodeData,
  entry: z.strictObject({ id: SetupId, ...entryFields, ...ReasonCodeData.shape }).meta({ id: 'ReasonCode' }),
  readers: 'anyone',
  writers: setupPublishers,
  refusals: [],
});
const caseEntry = { id: SetupId, readers: staffRoles, writers: setupPublishers } as const;
const caseCategories = doors({
  ...caseEntry,
  data: CaseCategoryData,
  refusals: ['setup.reference-unknown', 'case-category.circle'],
  one: 'CaseCategory',
  many: 'CaseCategories',
  plural: 'case-categories',
  entry: z.strictObject({ id: SetupId, ...entryFields, ...CaseCategoryData.shape }).meta({ id: 'CaseCategory' }),
});
const caseResults = doors({
  ...caseEntry,
  data: CaseEntryData,
  refusals: [],
  one: 'CaseResult',
  many: 'CaseResults',
  plural: 'case-results',
  entry: z.strictObject({ id: SetupId, ...entryFields, ...CaseEntryData.shape }).meta({ id: 'CaseResult' }),
});
const feedSources = doors({
  one: 'FeedSource',
  many: 'FeedSources',
  plural: 'feed-sources',
  id: SetupId,
  data: FeedSourceData,
  entry: z.strictObject({ id: SetupId, ...entryFields, ...FeedSourceData.shape }).meta({ id: 'FeedSource' }),
  readers: staffRoles,
  writers: administrator,
  refusals: ['feed.field-taken'],
});
const calendars = doors({
  one: 'Calendar',
  many: 'Calendars',
  plural: 'calendars',
  id: SetupId,
  data: CalendarData,
  entry: z.strictObject({ id: SetupId, ...entryFields, ...CalendarData.shape }).meta({ id: 'Calendar' }),
  readers: staffRoles,
  writers: setupPublishers,
  refusals: ['calendar.invalid'],
});

const Company = z
  .strictObject({ id: z.string(), ...entryFields, ...CompanyData.shape })
  .meta({ id: 'Company', description: 'The company that runs Callout; an installation serves one' });

export const setupRoutes = {
  getCompany: route({
    id: 'getCompany',
    area,
    method: 'GET',
    path: '/v1/company',
    summary: 'The company, as documents name it',
    roles: 'anyone',
    responses: { 200: { description: 'The company, with ETag', schema: Company } },
    problems: ['resource.unknown'],
  }),
  putCompany: route({
    id: 'putCompany',
    area,
    method: 'PUT',
    path: '/v1/company',
    summary: 'Change the company',
    roles: administrator,
    body: CompanyData,
    ifMatch: true,
    responses: { 200: { description: 'The company', schema: Company } },
    problems: [
      'resource.unknown',
      'request.version-stale',
      'company.currency-fixed',
      'company.time-zone',
      'company.logo-unknown',
    ],
  }),
  listParameters: parameters.list,
  getParameter: parameters.get,
  putParameter: parameters.put,
  listOrderTypes: orderTypes.list,
  getOrderType: orderTypes.get,
  putOrderType: orderTypes.put,
  listPriorities: priorities.list,
  getPriority: priorities.get,
  putPriority: priorities.put,
  listCategories: categories.list,
  getCategory: categories.get,
  putCategory: categories.put,
  listReasonCodes: reasonCodes.list,
  getReasonCode: reasonCodes.get,
  putReasonCode: reasonCodes.put,
  listCalendars: calendars.list,
  getCalendar: calendars.get,
  putCalendar: calendars.put,
  listCaseCategories: caseCategories.list,
  getCaseCategory: caseCategories.get,
  putCaseCategory: caseCategories.put,
  listCaseResults: caseResults.list,
  getCaseResult: caseResults.get,
  putCaseResult: caseResults.put,
  listFeedSources: feedSources.list,
  getFeedSource: feedSources.get,
  putFeedSource: feedSources.put,
} as const;
