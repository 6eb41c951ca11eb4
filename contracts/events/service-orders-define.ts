/** How the events of orders are described: each of the aggregate `service-order`, in the first version of its schema. */
import type * as z from 'zod';

import { event } from './envelope.ts';

/** An event of orders by its short type. */
export const define = <const Type extends string, const Data extends z.ZodObject>(
  type: Type,
  summary: string,
  data: Data,
) =>
  event({
    area: 'service-orders',
    aggregate: 'service-order',
    type: `service-order.${type}`,
    schemaVersion: 1,
    summary,
    data,
  });
