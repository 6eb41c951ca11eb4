/** What the address of the report holds: its first and its last day. */
import * as z from 'zod';

import { LocalDate } from '#contracts/http/schemas.ts';

export const InquiryReportSearch = z.object({
  from: LocalDate.optional().catch(undefined),
  to: LocalDate.optional().catch(undefined),
});
export type InquiryReportSearch = z.infer<typeof InquiryReportSearch>;
