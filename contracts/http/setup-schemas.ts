/** What the entries of the set-up look like on the wire. Their rules are in domain/setup and domain/sla. */
import * as z from 'zod';

import { parameterNames } from '#domain/setup/parameters.ts';
import { reasonUses } from '#domain/setup/reason-code.ts';
import { feedFields } from '#domain/shared/feed.ts';

import { lineTypes } from '../events/service-orders.ts';
import { addressFields, Id, Instant, LocalDate } from './schemas.ts';
import { beginning } from './setup-order-types.ts';

/** The id of an entry of the set-up: small letters, digits and hyphens, chosen by whoever publishes it. */
export const SetupId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
  .meta({ id: 'SetupId', description: 'Small letters, digits and hyphens, such as spare-parts' });

const Name = z.string().trim().min(1).max(120);
const Active = z.boolean().describe('False for an entry that stays for what uses it, and is offered no more');

const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217');

export const CompanyData = z.strictObject({
  name: Name,
  address: z.strictObject(addressFields),
  taxNumber: z.string().max(40),
  bank: z.strictObject({ name: z.string().max(120), iban: z.string().max(40), bic: z.string().max(20) }),
  currency: Currency,
  timeZone: z.string().max(60).describe('IANA, such as Europe/Berlin'),
  logoFileId: Id.nullable()
    .default(null)
    .describe('A picture that was uploaded as `logo`, for the head of documents; null for none'),
  placeholder: z.boolean().describe('True for the fictional company that comes with the product'),
});
export type CompanyData = z.infer<typeof CompanyData>;

export const ParameterName = z.enum(parameterNames).meta({ id: 'ParameterName' });
export const ParameterData = z.strictObject({ value: z.union([z.int(), z.boolean(), z.string().max(200)]) });
export type ParameterData = z.infer<typeof ParameterData>;

export const OrderTypeData = z.strictObject({
  name: Name,
  stageModelId: z.string().min(1).max(100).describe('A published stage model of the orders service'),
  priorityId: SetupId.describe('The priority of orders that name none'),
  slaPolicyId: z.string().min(1).max(100).nullable(),
  active: Active,
  ...beginning,
});
export type OrderTypeData = z.infer<typeof OrderTypeData>;

export const PriorityData = z.strictObject({
  name: Name,
  rank: z.int().min(1).max(1000).describe('1 is the most urgent'),
  active: Active,
});
export type PriorityData = z.infer<typeof PriorityData>;

export const CategoryData = z.strictObject({
  name: Name,
  lineTypes: z.array(z.enum(lineTypes)).min(1).max(lineTypes.length),
  receiptRequired: z.boolean().optional().describe('Expenses of it are posted with a receipt only; false when absent'),
  active: Active,
});
export type CategoryData = z.infer<typeof CategoryData>;

export const ReasonCodeData = z.strictObject({
  name: Name,
  uses: z.array(z.enum(reasonUses)).min(1).max(reasonUses.length),
  active: Active,
});
export type ReasonCodeData = z.infer<typeof ReasonCodeData>;

/** How cases end. */
export const CaseEntryData = z.strictObject({ name: Name, active: Active });
export type CaseEntryData = z.infer<typeof CaseEntryData>;

/** What cases are about, and what a case of it begins with; what is absent is said by the category above. */
export const CaseCategoryData = CaseEntryData.extend({
  parentId: SetupId.optional().describe('The category below which it stands'),
  ownerId: Id.optional().describe('A user of the staff, who owns its cases'),
  priorityId: SetupId.optional(),
  firstStep: z
    .strictObject({ text: z.string().trim().min(1).max(500), withinDays: z.int().min(0).max(365) })
    .optional()
    .describe('What is done first, and within how many calendar days'),
});
export type CaseCategoryData = z.infer<typeof CaseCategoryData>;

const OpenRanges = z
  .array(z.tuple([z.string().max(5), z.string().max(5)]))
  .max(24)
  .describe('Local times, such as [["08:00", "12:00"]]; 24:00 ends the day');

export const CalendarData = z.strictObject({
  name: Name,
  timeZone: z.string().max(60).describe('IANA, such as Europe/Berlin'),
  week: z
    .strictObject({
      mon: OpenRanges,
      tue: OpenRanges,
      wed: OpenRanges,
      thu: OpenRanges,
      fri: OpenRanges,
      sat: OpenRanges,
      sun: OpenRanges,
    })
    .partial()
    .describe('A day left out is closed'),
  exceptions: z
    .array(z.strictObject({ date: LocalDate, ranges: OpenRanges, label: z.string().max(120) }))
    .max(2000)
    .describe('Dates whose hours replace those of their weekday'),
});
export type CalendarData = z.infer<typeof CalendarData>;

const Owned = <const Field extends string>(fields: readonly [Field, ...Field[]]) =>
  z.array(z.enum(fields)).max(fields.length).describe('Its fields that the source owns; the others are kept here');

export const FeedSourceData = z.strictObject({
  name: Name,
  owns: z.strictObject({
    customer: Owned(feedFields.customer),
    site: Owned(feedFields.site),
    contact: Owned(feedFields.contact),
    technician: Owned(feedFields.technician),
  }),
  active: z.boolean().describe('False for a source that is heard no more; what it owned is kept here again'),
});
export type FeedSourceData = z.infer<typeof FeedSourceData>;

/** What every entry has beside its data. */
export const entryFields = {
  version: z.int().min(1),
  changedAt: Instant,
};

/** The data of every kind of entry, by the kind's word: also the aggregate of its events. */
export const setupData = {
  company: CompanyData,
  parameter: ParameterData,
  'order-type': OrderTypeData,
  priority: PriorityData,
  category: CategoryData,
  calendar: CalendarData,
  'reason-code': ReasonCodeData,
  'feed-source': FeedSourceData,
  'case-category': CaseCategoryData,
  'case-result': CaseEntryData,
} as const;

export type SetupKind = keyof typeof setupData;
export type SetupData = { [Kind in SetupKind]: z.output<(typeof setupData)[Kind]> };

export const setupKinds = Object.keys(setupData) as readonly SetupKind[];
