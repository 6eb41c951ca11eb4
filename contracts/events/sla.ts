/** Events of SLA policies; the aggregate's id is `sla-policy/<id>`, its version the policy's. */
import * as z from 'zod';

import { event } from './envelope.ts';

export const slaEvents = {
  policyPublished: event({
    area: 'sla',
    aggregate: 'sla-policy',
    type: 'sla-policy.published',
    schemaVersion: 1,
    summary: 'A version of an SLA policy was published; orders keep the one they began with',
    data: z.object({
      id: z.string(),
      version: z.int(),
      name: z.string(),
      calendarId: z.string(),
      targets: z.array(
        z.object({
          target: z.string(),
          limitMs: z.int().describe('Working time in milliseconds'),
          warnAfterMs: z.int().nullable().describe('Working time after which a warning is given, or null'),
          limitMsByPriority: z
            .record(z.string(), z.int())
            .optional()
            .describe('For priorities that have a limit of their own'),
        }),
      ),
    }),
  }),
} as const;

/** The id of the aggregate of a policy. */
export function slaPolicyAggregateId(id: string): string {
  return `sla-policy/${id}`;
}
