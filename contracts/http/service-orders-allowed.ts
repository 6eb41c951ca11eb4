/** An action on an order: whether its reader may do it now, what it needs, and else why not and who may lift that. */
import * as z from 'zod';

import { reasonUses } from '#domain/setup/reason-code.ts';

import { Role } from '../roles.ts';
import { commandNames } from '../workflows/service-order.ts';

export const AllowedAction = z
  .strictObject({
    action: z.enum([...commandNames, 'confirmDone', 'undoDone', 'review', 'undoReview', 'modify']),
    to: z.string().optional().describe('The target of a stage move'),
    label: z.string(),
    allowed: z.boolean(),
    needs: z.array(z.enum(['reasonCode', 'waitingFor', 'until', 'visit'])).optional(),
    reasonUse: z.enum(reasonUses).optional().describe('What its reason is a reason for, where it asks for one'),
    signOffs: z.array(z.int()).optional().describe('The versions of the sign-offs that it can take back'),
    reasons: z.array(z.string()).optional().describe('The reason codes that it takes; those of its use when absent'),
    refusal: z
      .strictObject({
        code: z.string(),
        message: z.string(),
        whoMayLift: z.string(),
        roles: z.array(Role).describe('Roles that can bring about that it is refused no longer'),
      })
      .optional()
      .describe('Why not, in words, and who may lift it'),
  })
  .meta({ id: 'AllowedAction' });
export type AllowedAction = z.infer<typeof AllowedAction>;
