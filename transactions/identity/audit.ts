/** Writes the audit: what somebody did with their credentials, or wanted to do without the right. */
import { v7 as uuidv7 } from 'uuid';

import type { AuditedWhat } from '#contracts/http/identity-audit.ts';
import { systemActor } from '#contracts/roles.ts';
import type { Db } from '#db/connection.ts';
import { countAuditEntry, deleteAuditEntries } from '#db/queries/identity-audit.ts';
import { transaction } from '#db/transaction.ts';
import { minuteOf } from '#domain/identity/audit.ts';
import { addMs } from '#domain/shared/instant.ts';

const actor = systemActor('audit');

/** How long entries are kept: more than a year, so that two years can be compared. In milliseconds. */
const keptMs = 400 * 24 * 60 * 60_000;

export interface Audited {
  readonly what: AuditedWhat;
  /** Who it was, where that is known. */
  readonly principal?: string | undefined;
  /** The hash of the name that was typed, where nobody is known. */
  readonly nameHash?: string | undefined;
  /** Method and path, as in the route's contract. */
  readonly route?: string | undefined;
  readonly address: string;
  readonly now: string;
}

/** Writes one entry in a transaction of its own. */
export function recordAudit(db: Db<'gateway'>, audited: Audited): Promise<void> {
  const { what, principal = '', nameHash = '', route = '', address, now } = audited;
  const entry = { entryId: uuidv7(), what, principal, nameHash, route, address, minute: minuteOf(now), lastAt: now };
  return transaction(db, actor, (t) => countAuditEntry(t, entry));
}

/** Removes what is older than it is kept. */
export function sweepAudit(db: Db<'gateway'>, now: string): Promise<void> {
  return transaction(db, actor, (t) => deleteAuditEntries(t, addMs(now, -keptMs)));
}
