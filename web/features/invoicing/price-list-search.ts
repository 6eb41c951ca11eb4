/** What the address of the list of prices and costs holds. */
import * as z from 'zod';

import { lineTypes } from '#contracts/events/service-orders.ts';
import { priceKinds } from '#domain/invoicing/price-list.ts';

export const PriceListSearch = z.object({
  kind: z.enum(priceKinds).optional().catch(undefined),
  lineType: z.enum(lineTypes).optional().catch(undefined),
  category: z.string().max(60).optional().catch(undefined),
  itemId: z.uuid().optional().catch(undefined),
  technicianId: z.uuid().optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
});
export type PriceListSearch = z.infer<typeof PriceListSearch>;
