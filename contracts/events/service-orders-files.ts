/** What events of orders say of files: which uploaded content it is and where it belongs; captions and pictures stay in the order. */
import * as z from 'zod';

import { Id } from '../http/schemas.ts';

export const OrderFileNamed = z.object({
  orderFileId: Id,
  fileId: Id,
  sha256: z.string().describe('Of the content, in hex'),
  lineId: Id.nullable().describe('The line that it belongs to'),
  forCustomer: z.boolean().describe('Its customer sees it too'),
});
