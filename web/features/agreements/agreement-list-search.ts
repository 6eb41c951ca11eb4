/** What the address of the list of agreements holds. */
import * as z from 'zod';

/** What the list shows; all but templates when the address says nothing. */
export const agreementShows = ['agreements', 'running', 'templates'] as const;

export const AgreementListSearch = z.object({
  show: z.enum(agreementShows).optional().catch(undefined),
  group: z.string().max(60).optional().catch(undefined),
  /** Who answers for them. */
  responsible: z.uuid().optional().catch(undefined),
  mine: z.literal(true).optional().catch(undefined),
  search: z.string().max(100).optional().catch(undefined),
  customer: z.string().max(60).optional().catch(undefined),
  /** The dialog of a new agreement is open. */
  new: z.literal(true).optional().catch(undefined),
  cursor: z.string().max(500).optional().catch(undefined),
});
export type AgreementListSearch = z.infer<typeof AgreementListSearch>;
