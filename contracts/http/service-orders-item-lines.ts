/** What order lines say of how their parts come: reserved or not, and on order somewhere else. */
import * as z from 'zod';

import { Instant } from './schemas.ts';

/** Said of an item line. */
export const PlainItem = z
  .boolean()
  .optional()
  .describe('A plain item: nothing is reserved, it leaves the stock when it is posted. A requirement when absent');

/** The number of a purchase elsewhere. */
const Reference = z.string().trim().min(1).max(100).describe('Of the purchase elsewhere');

/** Members of a change of a line. */
export const itemLineChange = {
  plainItem: PlainItem,
  orderedOutside: z
    .strictObject({ reference: Reference })
    .nullable()
    .optional()
    .describe('Its part is on order elsewhere; null once it is delivered or withdrawn there'),
};

/** Members of a line as it is shown. */
export const ofItemLine = {
  plainItem: z.boolean().describe('Not reserved, it leaves the stock when it is posted'),
  orderedOutside: z
    .strictObject({
      reference: z.string(),
      at: Instant.describe('When it was said'),
      by: z.string().describe('Who said it'),
    })
    .nullable()
    .describe('Its part is on order elsewhere'),
  signedAt: Instant.nullable().describe('When the customer accepted it; it stays as it is then'),
};
