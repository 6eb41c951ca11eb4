/** Which document of an order the address names. */
import * as z from 'zod';

export const orderDocuments = ['work-description', 'work-receipt'] as const;
export type OrderDocument = (typeof orderDocuments)[number];

export const OrderDocumentSearch = z.object({
  document: z.enum(orderDocuments).catch('work-description'),
});
