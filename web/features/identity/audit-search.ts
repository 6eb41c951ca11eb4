/** What the address of the audit holds. */
import * as z from 'zod';

import { AuditedWhat } from '#contracts/http/identity-audit.ts';

import { ListSearch } from '../../ui/list-search.ts';

export const AuditSearch = z.object({
  ...ListSearch.pick({ cursor: true }).shape,
  what: AuditedWhat.optional().catch(undefined),
});
export type AuditSearch = z.infer<typeof AuditSearch>;
