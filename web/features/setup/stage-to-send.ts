/** What a stage must have before its draft is kept; whether the whole can be published is another question. */
import * as z from 'zod';

import { Stage } from '#contracts/http/stage-models.ts';

export const StageToSend = z.object({
  name: Stage.shape.name,
  id: Stage.shape.id,
  moves: z.array(z.object({ stage: z.string().min(1) })),
});
