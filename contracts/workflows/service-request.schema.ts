/** The zod forms of what operators and machines send to a request's workflow; checked where the command is decided. */
import * as z from 'zod';

import { Code, Id } from '../http/schemas.ts';

export const requestCommandSchemas = {
  accept: z.object({ orderType: Code.optional(), priority: Code.optional(), intoOrderId: Id.optional() }),
  reject: z.object({ reasonCode: Code }),
  withdraw: z.object({}),
} as const;
