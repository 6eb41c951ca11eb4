/** What events of orders say of acceptances: what was signed, how the SLA was kept, and that one was taken back. */
import * as z from 'zod';

import { Id, Instant } from '../http/schemas.ts';

export const SignedOff = z.object({
  signedAt: Instant,
  signatureFileId: Id.nullable(),
  signatureSha256: z.string().nullable(),
  noSignatureReasonCode: z.string().max(100).nullable(),
  documentSha256: z.string().nullable().optional().describe('Of what was signed, in hex'),
  slaReasonCode: z.string().nullable().optional().describe('Why the SLA was missed'),
  compliancePercent: z.number().nullable().optional().describe('Recorded time over the SLA’s time; over 100 is late'),
});

export const SignOffUndone = z.object({ signedAt: Instant, reasonCode: z.string() });
