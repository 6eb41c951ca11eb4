/** The doors of quotes: issued and withdrawn by the office, answered by the customer, by a link or to somebody of the staff. */
import * as z from 'zod';

import { approvalWays } from '#domain/service-orders/approval.ts';
import { quoteStates } from '#domain/service-orders/quotes.ts';

import { lineTypes } from '../events/service-orders.ts';
import { office, officeAndField, staffAndCustomers } from '../roles.ts';
import { route } from './route.ts';
import { Id, Instant, LocalDate, Quantity } from './schemas.ts';
import { judgingProblems } from './service-orders-extra-work.ts';

const area = 'service-orders';
const ofOrder = z.strictObject({ orderId: Id });
const ofQuote = z.strictObject({ orderId: Id, quoteId: Id });
const Person = z.string().trim().min(1).max(200);
const Words = z.string().max(4000);

const quoteFields = {
  quoteId: Id,
  number: z.string(),
  orderId: Id,
  orderNumber: z.string(),
  state: z.enum(quoteStates),
  validUntil: LocalDate.describe('The last day on which it can be approved'),
  expiresAt: Instant,
  currency: z.string(),
  netMinor: z.int().describe('Of all lines, without tax'),
  lines: z.array(
    z.strictObject({
      lineId: Id,
      lineNumber: z.int(),
      type: z.enum(lineTypes),
      category: z.string().describe('Its name when it was issued'),
      item: z
        .strictObject({ number: z.string(), name: z.string() })
        .nullable()
        .describe(
          'Of an item line, as it was called when it was issued; null of quotes that are older than this member',
        ),
      description: z.string().nullable(),
      quantity: Quantity,
      amountMinor: z.int(),
    }),
  ),
  text: z.string().nullable().describe('What the customer reads beside'),
  issuedAt: Instant,
  settledAt: Instant.nullable(),
  how: z.enum(approvalWays).nullable().describe('How the answer came'),
  settledBy: z.string().nullable().describe('Who answered'),
  note: z.string().nullable().describe('What was said with it'),
};

export const Quote = z.strictObject(quoteFields).meta({ id: 'OrderQuote' });
export type Quote = z.infer<typeof Quote>;

const NewQuote = z
  .strictObject({
    lineIds: z.array(Id).min(1).max(200),
    validUntil: LocalDate.describe('The last day on which it can be approved, by the company’s clock'),
    text: Words.optional(),
  })
  .meta({ id: 'NewOrderQuote' });

const answered = {
  state: z.enum(['approved', 'rejected']),
  by: Person.describe('Who gives the word; kept with the order only'),
  note: Words.optional(),
};
const QuoteAnswer = z
  .strictObject({
    ...answered,
    how: z.enum(['phone', 'on-site']).optional().describe('Of the staff; a customer answers on its page'),
  })
  .meta({ id: 'QuoteAnswer' });

const Key = z.string().min(1).max(100).describe('The secret of the link');
const LinkedAnswer = z.strictObject({ ...answered, key: Key }).meta({ id: 'LinkedQuoteAnswer' });

const answerProblems = [...judgingProblems, 'quote.settled', 'quote.expired'] as const;
const path = '/v1/service-orders/:orderId/quotes';

export const quoteRoutes = {
  issue: route({
    id: 'issueOrderQuote',
    area,
    method: 'POST',
    path,
    summary: 'Ask the customer for the word on extra lines, at the prices of now',
    roles: office,
    params: ofOrder,
    body: NewQuote,
    responses: { 201: { description: 'Issued, and written to the customer', schema: Quote } },
    problems: [
      ...answerProblems,
      'request.version-stale',
      'quote.lines-unfit',
      'quote.price-missing',
      'quote.validity-past',
      'idempotency.other-body',
    ],
    idempotent: true,
  }),
  list: route({
    id: 'listOrderQuotes',
    area,
    method: 'GET',
    path,
    summary: 'The quotes of an order, the newest first',
    roles: staffAndCustomers,
    params: ofOrder,
    responses: { 200: { description: 'All of them', schema: z.strictObject({ items: z.array(Quote) }) } },
    problems: ['resource.unknown'],
  }),
  withdraw: route({
    id: 'withdrawOrderQuote',
    area,
    method: 'POST',
    path: `${path}/:quoteId/withdraw`,
    summary: 'Take a quote back that nobody has answered',
    roles: office,
    params: ofQuote,
    body: z.strictObject({}),
    responses: { 200: { description: 'Withdrawn', schema: Quote } },
    problems: [...answerProblems, 'idempotency.other-body'],
    idempotent: true,
  }),
  answer: route({
    id: 'answerOrderQuote',
    area,
    method: 'POST',
    path: `${path}/:quoteId/answer`,
    summary: 'Approve or reject a quote: the customer itself, or as it was said to the staff',
    roles: [...officeAndField, 'customer-contact'],
    params: ofQuote,
    body: QuoteAnswer,
    responses: { 200: { description: 'Answered', schema: Quote } },
    problems: [...answerProblems, 'idempotency.other-body'],
    idempotent: true,
  }),
  readLinked: route({
    id: 'readLinkedQuote',
    area,
    method: 'GET',
    path: '/v1/quote-links/:quoteId',
    summary: 'A quote, for whoever has the link from the mail',
    roles: 'public',
    params: z.strictObject({ quoteId: Id }),
    query: z.strictObject({ key: Key }),
    responses: { 200: { description: 'The quote', schema: Quote } },
    problems: ['resource.unknown'],
  }),
  answerLinked: route({
    id: 'answerLinkedQuote',
    area,
    method: 'POST',
    path: '/v1/quote-links/:quoteId/answer',
    summary: 'Approve or reject a quote by the link from the mail',
    description: 'The same answer again changes nothing, so no key of idempotency is asked for.',
    roles: 'public',
    params: z.strictObject({ quoteId: Id }),
    body: LinkedAnswer,
    responses: { 200: { description: 'Answered', schema: Quote } },
    problems: answerProblems,
  }),
} as const;
