/** Wire schemas of agreements: what is sent and what is shown. */
import * as z from 'zod';

import { limitSpans } from '#domain/agreements/coverage.ts';
import { agreementStates } from '#domain/agreements/use.ts';

import { lineTypes } from '../events/service-orders.ts';
import { Code, Id, LocalDate, Money, Name, Quantity } from './schemas.ts';
import { relationDrafts, relations } from './service-orders-relations.ts';
import { SetupId } from './setup-schemas.ts';

const Words = z.string().max(4000);
const Version = z.int().min(1);

const lineFields = {
  type: z.enum(lineTypes),
  category: Code,
  itemId: Id.nullable().describe('Of item lines, and of no other'),
  technicianId: Id.nullable(),
  quantity: Quantity.describe('What a visit uses'),
  description: Words.nullable(),
  objectId: Id.nullable().describe('One of the related objects'),
  task: Code.nullable().describe('One of the related tasks'),
  startsOn: LocalDate,
  endsOn: LocalDate.nullable().describe('The last day; null while it is open'),
  stopped: z.boolean().describe('No order takes it, and it is not copied'),
};

const AgreementLine = z
  .strictObject({ lineId: Id, lineNumber: z.int(), ...lineFields })
  .meta({ id: 'AgreementLine', description: 'A planned consumption of an agreement' });

export const AgreementLineDraft = z
  .strictObject({
    ...z.strictObject(lineFields).partial().shape,
    ...{ type: lineFields.type, category: lineFields.category, quantity: lineFields.quantity },
    lineId: Id.optional().describe('Of a line that is there; a new line without one'),
    startsOn: LocalDate.optional().describe('The first day of the agreement when absent'),
  })
  .meta({ id: 'AgreementLineDraft' });

export const LimitSpan = z
  .enum(limitSpans)
  .optional()
  .describe(
    'Of each order, which holds when absent, or of all orders of a year of the agreement, counted from its first day',
  );

export const CoverageRule = z
  .strictObject({
    subject: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('category'), category: Code }),
      z.strictObject({ by: z.literal('item-group'), groupId: SetupId }),
      z.strictObject({ by: z.literal('items'), name: Name, itemIds: z.array(Id).max(200).readonly() }),
    ]),
    treatment: z.enum(['covered', 'discount', 'charged']),
    percent: Quantity.nullable().describe('Of a discount: what is taken off'),
    limit: z
      .discriminatedUnion('of', [
        z.strictObject({ of: z.literal('amount'), amountMinor: z.int(), per: LimitSpan }),
        z.strictObject({ of: z.literal('count'), quantity: Quantity, per: LimitSpan }),
      ])
      .nullable()
      .describe('Up to how much; null for all'),
  })
  .meta({
    id: 'CoverageRule',
    description: 'What is paid for; items win over their group, and that over their category',
  });
export type CoverageRule = z.infer<typeof CoverageRule>;

const Suspension = z
  .strictObject({
    ...{ from: LocalDate, reason: z.string().trim().min(1).max(500) },
    to: LocalDate.nullable().describe('The last day; null until it is resumed'),
  })
  .meta({ id: 'AgreementSuspension' });
export const NewSuspension = Suspension.partial({ to: true }).meta({ id: 'NewAgreementSuspension' });

const headerFields = {
  name: Name,
  siteId: Id.nullable(),
  billToCustomerId: Id.nullable().describe('Null for the customer’s own bill-to customer'),
  groupId: SetupId.nullable(),
  templateGroup: Name.nullable().describe('Set for a template, which is copied from and never has orders'),
  startsOn: LocalDate,
  endsOn: LocalDate.nullable().describe('The last day; null while it is open'),
  slaPolicyId: SetupId.nullable(),
  preferredTechnicianId: Id.nullable(),
  responsibleId: Id.nullable().describe('A user of the staff, who answers for it and for its orders'),
  ...relations,
  coverage: z.array(CoverageRule).max(200).readonly(),
};
const drafts = z.array(AgreementLineDraft).max(500).readonly();

const identity = {
  ...{ agreementId: Id, version: Version, number: z.string(), customerId: Id.nullable() },
  ...{ customerNumber: z.string().nullable(), customerName: z.string().nullable() },
  state: z.enum(agreementStates).describe('Today'),
  suspension: Suspension.nullable(),
};

export const Agreement = z
  .strictObject({
    ...{ ...identity, ...headerFields, lines: z.array(AgreementLine).readonly() },
    yearFrom: LocalDate.nullable().describe('The first day of its year that today is in; null before it begins'),
  })
  .meta({ id: 'Agreement' });
export type Agreement = z.infer<typeof Agreement>;

export const AgreementRow = z
  .strictObject({
    ...identity,
    ...{ name: Name, groupId: headerFields.groupId, templateGroup: headerFields.templateGroup },
    ...{ startsOn: LocalDate, endsOn: headerFields.endsOn, responsibleId: headerFields.responsibleId },
  })
  .meta({ id: 'AgreementRow' });
export type AgreementRow = z.infer<typeof AgreementRow>;

const change = z
  .strictObject({ ...headerFields, ...relationDrafts, lines: drafts.describe('All lines from now on') })
  .partial();
export const AgreementChange = change.meta({ id: 'AgreementChange' });
export const NewAgreement = change
  .extend({
    number: z
      .string()
      .max(40)
      .regex(/^[A-Za-z0-9]+([-_./][A-Za-z0-9]+)*$/)
      .optional()
      .describe('The next of the series when absent'),
    customerId: Id.nullable().describe('Who is served; null for a template that is nobody’s'),
    ...{ name: Name, startsOn: LocalDate },
    slaPolicyId: headerFields.slaPolicyId.optional().describe('That of the group when absent'),
  })
  .meta({ id: 'NewAgreement' });

export const CopyLines = z
  .strictObject({
    from: Id.describe('A template, or another agreement'),
    lineIds: z.array(Id).max(500).optional().describe('The ticked ones; all that run when absent'),
    withRelations: z.boolean().optional().describe('Objects and tasks too; of a template they always come'),
    withCoverage: z.boolean().optional().describe('And rules of coverage for what has none yet'),
  })
  .meta({ id: 'CopyAgreementLines' });

const Share = z.number().min(0).max(100).describe('What of the price is charged, in percent');

export const TypicalVisit = z
  .strictObject({
    ...{ agreementId: Id, on: LocalDate, billToCustomerId: Id.nullable() },
    refusal: z
      .strictObject({ code: z.string(), text: z.string() })
      .nullable()
      .describe('Why no order is made from it on that day'),
    lines: z.array(
      z.strictObject({
        ...{ lineId: Id, lineNumber: z.int(), type: lineFields.type, category: z.string(), itemId: Id.nullable() },
        ...{ quantity: Quantity, description: z.string().nullable() },
        lineProperty: z.enum(['charged', 'in-part', 'covered']),
        priceShare: Share,
        price: Money.nullable().describe('Net, by the price lists of the day; null while they have none'),
        covered: Money.nullable(),
        charged: Money.nullable(),
      }),
    ),
    totals: z
      .strictObject({ price: Money, covered: Money, charged: Money })
      .nullable()
      .describe('Of the lines that have a price; null where none has'),
    unpriced: z.int().describe('Lines without a price'),
  })
  .meta({ id: 'TypicalVisit', description: 'What a visit under the agreement uses, and how it is invoiced' });
export type TypicalVisit = z.infer<typeof TypicalVisit>;

const groupContent = {
  name: Name,
  slaPolicyId: SetupId.nullable().describe('With which its new agreements begin'),
  active: z.boolean(),
};
export const AgreementGroup = z
  .strictObject({ groupId: SetupId, version: Version, ...groupContent })
  .meta({ id: 'AgreementGroup' });
export const AgreementGroupContent = z.strictObject(groupContent).meta({ id: 'AgreementGroupContent' });
