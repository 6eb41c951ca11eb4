/** What the workflow of a bulk run and its activities say to each other. No zod here: workflows import it. */

export interface BulkInput {
  readonly bulkId: string;
}

/** What is left after a few orders. */
export interface BulkLeft {
  /** Orders without a fate; none is left of a run that was stopped, once what was sent is known. */
  readonly left: number;
  /** Nothing can be done before so much time has passed. */
  readonly pauseMs: number;
}

/** Tells a run that it goes on: sent with every start. */
export const BULK_LOOK = 'look';

/** `bulk/<number>`. */
export function bulkWorkflowId(number: number): string {
  return `bulk/${number}`;
}
