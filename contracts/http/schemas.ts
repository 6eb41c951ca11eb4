/** Wire schemas that several areas share. None transforms: what is written is what is read. */
import * as z from 'zod';

export const Id = z.uuid().meta({ id: 'Id', description: 'A UUID' });
export type Id = z.infer<typeof Id>;

export const Instant = z.iso
  .datetime({ precision: 3 })
  .meta({ id: 'Instant', description: 'RFC 3339 in UTC with milliseconds, such as 2026-03-01T08:30:00.000Z' });
export type Instant = z.infer<typeof Instant>;

export const LocalDate = z.iso.date().meta({ id: 'LocalDate', description: 'A calendar date, such as 2026-03-01' });
export type LocalDate = z.infer<typeof LocalDate>;

/** What people call a thing. */
export const Name = z.string().trim().min(1).max(200);

/** The members of a postal address. */
export const addressFields = {
  street: z.string().max(200),
  postalCode: z.string().max(20),
  city: z.string().max(120),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('ISO 3166-1 alpha-2'),
};

export const Money = z
  .strictObject({
    amount: z.int().describe('In minor units, such as cents'),
    currency: z.string().regex(/^[A-Z]{3}$/),
  })
  .meta({ id: 'Money', description: 'Integer minor units and an ISO 4217 currency' });
export type Money = z.infer<typeof Money>;

/** At most 3 decimal places, as `numeric(12,3)` keeps them. */
/** A code that people give: of a category, a task, a reason. */
export const Code = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9 _./-]*$/);

export const Quantity = z
  .number()
  .min(-999_999_999)
  .max(999_999_999)
  .multipleOf(0.001)
  .meta({ id: 'Quantity', description: 'A number with at most three decimal places' });
export type Quantity = z.infer<typeof Quantity>;

/** The language in which somebody is written to. */
export const Language = z
  .string()
  .max(20)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .describe('BCP 47, such as en or de-AT');

export const Email = z.email().max(254);

export const Reason = z
  .strictObject({ code: z.string().min(1).max(60), note: z.string().max(2000).optional() })
  .meta({ id: 'Reason', description: 'A reason code of the set-up, and words where the code is not enough' });
export type Reason = z.infer<typeof Reason>;

/** What every list takes: `?limit=50&cursor=…`. Spread `PageQuery.shape` into a route's own query. */
export const PageQuery = z.strictObject({
  limit: z.int().min(1).max(200).optional().describe('Rows a page, 50 when absent'),
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of a list; `nextCursor` is null on the last one. */
export function Page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The answer 202 of a command that was taken but is not done yet. */
export const Accepted = z
  .strictObject({ operationId: z.string(), href: z.string().describe('`/v1/operations/{id}`') })
  .meta({ id: 'Accepted' });
export type Accepted = z.infer<typeof Accepted>;
