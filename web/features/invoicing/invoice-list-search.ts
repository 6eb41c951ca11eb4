/** What the address of the invoice list holds. */
import * as z from 'zod';

export const InvoiceListSearch = z.object({
  cursor: z.string().max(500).optional().catch(undefined),
});
export type InvoiceListSearch = z.infer<typeof InvoiceListSearch>;
