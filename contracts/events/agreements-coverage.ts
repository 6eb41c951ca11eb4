/** What events say of coverage: how a rule treats what it is about, and the rules by which an order is charged. */
import * as z from 'zod';

import { limitSpans } from '#domain/agreements/coverage.ts';

import { Id, LocalDate, Quantity } from '../http/schemas.ts';

const per = z.enum(limitSpans).optional().describe('What shares the limit; `order` when absent');

/** What a rule does, whatever it is about. */
export const ruleTerms = {
  treatment: z.enum(['covered', 'discount', 'charged']),
  percent: Quantity.nullable(),
  limit: z
    .union([
      z.object({ of: z.literal('amount'), amountMinor: z.int(), per }),
      z.object({ of: z.literal('count'), quantity: Quantity, per }),
    ])
    .nullable(),
};

export const ofCategory = z.object({ by: z.literal('category'), category: z.string() });
export const ofItems = z.object({ by: z.literal('items'), itemIds: z.array(Id).readonly() });

/** The rules of an order's agreement that are about its lines, groups of items told as those of their items. */
export const CoverageOfOrder = z
  .array(
    z.object({
      ...{ subject: z.union([ofCategory, ofItems]), ...ruleTerms },
      pool: z
        .object({
          ...{ agreementId: Id, from: LocalDate, subject: z.string() },
          names: z.array(z.string()).readonly().optional().describe('All that lines take under; absent: the subject'),
        })
        .optional()
        .describe('What orders of a year of the agreement, from its first day, take of together'),
    }),
  )
  .readonly()
  .describe('By which rules of its agreement the lines of the order are charged from now on');
