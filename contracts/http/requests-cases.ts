/** The doors of cases: a customer's matter that somebody owns and follows until it has a result, and how its customer says it was. */
import * as z from 'zod';

import { casePartKinds, caseStatuses } from '#domain/requests/case.ts';

import { customers, office, staffRoles } from '../roles.ts';
import { route } from './route.ts';
import { Code, Id, Instant, LocalDate, Page, PageQuery } from './schemas.ts';
import { SetupId } from './setup-schemas.ts';

const area = 'requests';
const params = z.strictObject({ caseId: Id });
const Words = z.string().trim().min(1).max(4000);

const NextStep = z
  .strictObject({ text: z.string().trim().min(1).max(500), on: LocalDate })
  .describe('What is done next, and by which day');

const fields = {
  category: SetupId.describe('What it is about, of the case categories of the set-up'),
  subject: z.string().trim().min(1).max(200),
  description: Words.nullable().optional(),
  priority: Code.nullable().optional(),
  contactId: Id.nullable().optional(),
  ownerId: Id.nullable().optional().describe('A user of the staff'),
  parentId: Id.nullable().optional().describe('A larger case of the same customer that it is part of'),
  nextStep: NextStep.nullable().optional(),
};

const caseFields = {
  caseId: Id,
  version: z.int(),
  number: z.string(),
  customerId: Id,
  customerNumber: z.string(),
  customerName: z.string(),
  contactId: Id.nullable(),
  category: z.string(),
  subject: z.string(),
  description: z.string().nullable(),
  priority: z.string().nullable(),
  ownerId: Id.nullable(),
  parentId: Id.nullable().describe('The case that it is part of'),
  status: z.enum(caseStatuses),
  nextStep: NextStep.nullable(),
  isOverdue: z.boolean().describe('The next step should have been done'),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  result: z.strictObject({ code: z.string(), note: z.string().nullable() }).nullable(),
  rating: z.strictObject({ rating: z.int(), text: z.string().nullable(), ratedAt: Instant }).nullable(),
};

const CaseRow = z.strictObject(caseFields).meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof CaseRow>;

export const Case = z
  .strictObject({
    ...caseFields,
    parts: z.array(
      z.strictObject({
        kind: z.enum(casePartKinds),
        id: Id,
        number: z.string(),
        addedAt: Instant,
        isOpen: z.boolean(),
      }),
    ),
    parentNumber: z.string().nullable(),
    cases: z
      .array(z.strictObject({ caseId: Id, number: z.string(), subject: z.string(), status: z.enum(caseStatuses) }))
      .describe('Those that are part of it'),
    notes: z.array(z.strictObject({ noteId: Id, text: z.string(), principal: z.string(), createdAt: Instant })),
  })
  .meta({ id: 'Case', description: 'A case with the requests and orders that belong to it, and our notes' });
export type Case = z.infer<typeof Case>;

const OwnCase = z
  .strictObject({
    ...{ caseId: Id, number: z.string(), subject: z.string(), status: z.enum(caseStatuses) },
    ...{ openedAt: Instant, closedAt: Instant.nullable(), resultNote: z.string().nullable() },
    ...{ mayRate: z.boolean(), rating: caseFields.rating },
  })
  .meta({ id: 'OwnCase', description: 'A case as its customer sees it' });
export type OwnCase = z.infer<typeof OwnCase>;

const changed = { 200: { description: 'The case as it is now', schema: Case } } as const;
const changeProblems = ['resource.unknown', 'case.closed', 'idempotency.other-body'] as const;
const largerProblems = ['reference.unknown', 'case.other-customer', 'case.circle'] as const;

/** What is done to one case, each under its own last word. */
const deed = <const OperationId extends string, const Word extends string, Body extends z.ZodType>(
  id: OperationId,
  word: Word,
  summary: string,
  body: Body,
) =>
  ({
    id,
    area,
    method: 'POST',
    path: `/v1/cases/:caseId/${word}`,
    summary,
    roles: office,
    params,
    body,
    responses: changed,
    idempotent: true,
  }) as const;

export const caseRoutes = {
  open: route({
    id: 'openCase',
    area,
    method: 'POST',
    path: '/v1/cases',
    summary: 'Open a case of a customer, of a request or of an order',
    description:
      'Owner, priority and next step that are left out are as its category says; null is none. A case whose category names no owner of the staff is of the user who opens it. A next step by its category counts calendar days from the company’s today.',
    roles: office,
    body: z.strictObject({ customerId: Id, ...fields, requestId: Id.optional(), orderId: Id.optional() }),
    responses: { 201: { description: 'Opened', schema: Case } },
    problems: [...largerProblems, 'case.category-unknown', 'idempotency.other-body'],
    idempotent: true,
  }),
  list: route({
    id: 'listCases',
    area,
    method: 'GET',
    path: '/v1/cases',
    summary: 'Cases, the newest first',
    roles: staffRoles,
    query: z.strictObject({
      ...PageQuery.shape,
      status: z
        .enum([...caseStatuses, 'unclosed'])
        .optional()
        .describe('`unclosed`: open or waiting'),
      customerId: Id.optional(),
      ownerId: Id.optional(),
      category: SetupId.optional().describe('About it, or about one that stands below it'),
      partId: Id.optional().describe('A request or an order that belongs to it'),
    }),
    responses: { 200: { description: 'A page', schema: Page(CaseRow) } },
    problems: [],
  }),
  read: route({
    id: 'readCase',
    area,
    method: 'GET',
    path: '/v1/cases/:caseId',
    summary: 'One case with its requests, orders and notes',
    roles: staffRoles,
    params,
    responses: changed,
    problems: ['resource.unknown'],
  }),
  change: route({
    id: 'changeCase',
    area,
    method: 'PATCH',
    path: '/v1/cases/:caseId',
    summary: 'Change a case; what is not named stays',
    roles: office,
    params,
    body: z.strictObject({
      ...fields,
      category: fields.category.optional(),
      subject: fields.subject.optional(),
      status: z.enum(['open', 'waiting']).optional(),
    }),
    responses: changed,
    problems: ['resource.unknown', 'case.closed', 'case.category-unknown', ...largerProblems],
    ifMatch: true,
  }),
  addPart: route({
    ...deed(
      'addPartToCase',
      'parts',
      'Let a request or an order of the same customer belong to a case',
      z.strictObject({ kind: z.enum(casePartKinds), id: Id }),
    ),
    problems: [...changeProblems, 'reference.unknown', 'case.other-customer'],
  }),
  addNote: route({
    ...deed('addNoteToCase', 'notes', 'Note something among ourselves', z.strictObject({ text: Words })),
    problems: [...changeProblems],
  }),
  close: route({
    ...deed(
      'closeCase',
      'close',
      'Close a case with its result; the customer is told, and asked how it was',
      z.strictObject({
        resultCode: SetupId.describe('Of the case results of the set-up'),
        note: Words.describe('What the customer is told'),
      }),
    ),
    problems: [...changeProblems, 'case.parts-open', 'case.result-unknown'],
  }),
  reopen: route({
    ...deed('reopenCase', 'reopen', 'Go on with a closed case', z.strictObject({})),
    problems: ['resource.unknown', 'case.not-closed', 'idempotency.other-body'],
  }),
  own: route({
    id: 'listOwnCases',
    area,
    method: 'GET',
    path: '/v1/own-cases',
    summary: 'The customer’s own cases, the newest first',
    roles: customers,
    query: PageQuery,
    responses: { 200: { description: 'A page', schema: Page(OwnCase) } },
    problems: [],
  }),
  rate: route({
    id: 'rateCase',
    area,
    method: 'PUT',
    path: '/v1/own-cases/:caseId/rating',
    summary: 'Say how it was, or say it anew, until 30 days after the case was closed',
    roles: customers,
    params,
    body: z.strictObject({ rating: z.int().min(1).max(5).describe('5 is best'), text: Words.nullable().optional() }),
    responses: { 200: { description: 'Kept', schema: OwnCase } },
    problems: ['resource.unknown', 'case.rating-early', 'case.rating-late'],
  }),
} as const;
