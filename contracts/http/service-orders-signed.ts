/** What is known of an acceptance beside who gave it: what was signed, and how the SLA was kept. */
import * as z from 'zod';

/** Members of an order's sign-off. */
export const ofSignedDocument = {
  documentSha256: z.string().nullable().describe('Of what was signed, in hex; null before it was kept'),
  changedLines: z.array(z.int()).describe('Numbers of the lines that are not what was signed any more'),
  slaReasonCode: z.string().nullable().describe('Why the SLA was missed'),
  compliancePercent: z.number().nullable().describe('Recorded time over the SLA’s time; over 100 is late'),
};
