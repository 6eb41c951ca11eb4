/** What orders of a type begin with, on the wire. */
import * as z from 'zod';

import { lineTypes } from '../events/service-orders.ts';
import { Code, Id, Name, Quantity } from './schemas.ts';

const Words = z.string().trim().min(1).max(4000);

const TypeLine = z
  .strictObject({
    type: z.enum(lineTypes),
    category: Code,
    itemId: Id.optional().describe('Required on item lines, forbidden on others'),
    task: Code.optional().describe('A task of the type'),
    plannedQuantity: Quantity.min(0.001),
    chargeable: z.boolean().optional().describe('true when absent'),
    description: Words.optional(),
  })
  .meta({ id: 'OrderTypeLine', description: 'A line that an order of the type begins with' });

const TypeTask = z
  .strictObject({ task: Code, name: Name, internalNote: Words.nullable(), customerNote: Words.nullable() })
  .meta({ id: 'OrderTypeTask', description: 'A task that is done on an order of the type' });

/** Taken by an order that says nothing of its lines, or of its tasks. */
export const beginning = {
  lines: z.array(TypeLine).max(50).optional().describe('None when absent'),
  tasks: z.array(TypeTask).max(50).optional().describe('None when absent'),
};
