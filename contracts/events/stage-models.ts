/** Events of stage models: each published version is an aggregate of one event, whose id is `stage-model/<id>/<version>`. */
import * as z from 'zod';

import { StageModel } from '../http/stage-models.ts';
import { event } from './envelope.ts';

export const stageModelEvents = {
  published: event({
    area: 'service-orders',
    aggregate: 'stage-model',
    type: 'stage-model.published',
    schemaVersion: 1,
    summary: 'A version of a stage model was published; it never changes',
    data: z.object(StageModel.shape),
  }),
} as const;

/** The id of the aggregate of one published version. */
export function stageModelAggregateId(model: { readonly id: string; readonly version: number }): string {
  return `stage-model/${model.id}/${model.version}`;
}
