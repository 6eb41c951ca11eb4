/** What agreements and orders are related to: objects of the customer and tasks, which their lines name. */
import * as z from 'zod';

import { Code, Id, Name } from './schemas.ts';

const ObjectRelation = z
  .strictObject({ objectId: Id, reference: z.string().max(200).nullable() })
  .meta({ id: 'ObjectRelation', description: 'An object of the customer that the agreement or the order is about' });

const TaskRelation = z
  .strictObject({
    ...{ task: Code, name: Name, customerNote: z.string().max(4000).nullable() },
    internalNote: z.string().max(4000).nullable().describe('For technicians; customers see null'),
  })
  .meta({ id: 'TaskRelation', description: 'A task that is done under the agreement or on the order' });

const TaskDraft = z
  .strictObject({
    task: Code.describe('Of the register; any other code needs a name'),
    name: Name.optional().describe('That of the register when absent'),
    internalNote: z.string().max(4000).nullable().optional().describe('That of the register when absent'),
    customerNote: z.string().max(4000).nullable().optional().describe('That of the register when absent'),
  })
  .meta({ id: 'TaskRelationDraft' });

/** Relations as they are asked for. */
export const relationDrafts = {
  objects: z.array(ObjectRelation).max(200).readonly(),
  tasks: z.array(TaskDraft).max(200).readonly(),
};

export const relations = {
  objects: z.array(ObjectRelation).max(200).readonly(),
  tasks: z.array(TaskRelation).max(200).readonly(),
};

/** What a line may name of them. */
export const lineNames = {
  objectId: Id.describe('A related object'),
  task: Code.describe('A related task'),
};
