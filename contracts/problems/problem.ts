/** The shape of a problem: RFC 9457 with a stable code. Messages are for people, codes are for programs. */
import * as z from 'zod';

/** One entry of the catalogue: the HTTP status that answers it and a title for people. */
export interface ProblemKind {
  readonly status:
    400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 502 | 503 | 504;
  readonly title: string;
  /** The field that it is about, where it is always the same one. */
  readonly pointer?: `/${string}`;
}

export const ProblemEntry = z.object({
  pointer: z
    .string()
    .describe('JSON pointer into the body, or `#/query/<name>`, `#/params/<name>`, `#/headers/<name>`'),
  message: z.string(),
});
export type ProblemEntry = z.infer<typeof ProblemEntry>;

export const AllowedMove = z.looseObject({
  to: z.string().optional(),
  action: z.string().optional(),
});
export type AllowedMove = z.infer<typeof AllowedMove>;

export const Problem = z
  .looseObject({
    type: z.string().describe('`/problems/<code>`, a page that explains it'),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z.array(ProblemEntry).readonly().optional(),
    traceId: z.string().optional(),
    orderNumber: z.string().optional(),
    workflowId: z.string().optional(),
    allowed: z.array(AllowedMove).readonly().optional().describe('What would be allowed instead'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details with a stable code' });
export type Problem = z.infer<typeof Problem>;
