/** Who changed what of the set-up: versions of entries, and the events of users and API tokens, in one list. */
import { sql } from 'kysely';
import * as z from 'zod';

import type { ChangePlace } from '#contracts/http/series-route.ts';
import { changeables } from '#contracts/http/setup-changes.ts';
import type { Changeable, SetupChange } from '#contracts/http/setup-changes.ts';
import { changedFields } from '#domain/shared/numbered.ts';
import type { Db } from '../connection.ts';

export interface ChangeSearch {
  readonly of: Changeable | undefined;
  readonly id: string | undefined;
  readonly after: ChangePlace | undefined;
  readonly limit: number;
}

const ChangeRow = z.object({
  changeId: z.string(),
  of: z.enum(changeables),
  id: z.string(),
  name: z.string().nullable(),
  version: z.int(),
  principal: z.string(),
  at: z.string(),
  after: z.record(z.string(), z.unknown()),
  before: z.record(z.string(), z.unknown()).nullable(),
});

/** Names of fields whose values are not kept, in the event of a user. */
const Told = z.object({ changed: z.array(z.string()).default([]) });

/** Changes, the latest first. */
export async function listSetupChanges(db: Db<'gateway'>, search: ChangeSearch): Promise<readonly SetupChange[]> {
  const { of = null, id = null, after, limit } = search;
  const { rows } = await sql`
    select * from (
      select v.kind || '/' || v.id || '/' || v.version as change_id, v.kind as of, v.id, now.data ->> 'name' as name, v.version,
        v.changed_by as principal, v.changed_at as at, v.data as after, earlier.data as before
      from setup_versions v
      join setup_entries now on now.kind = v.kind and now.id = v.id
      left join setup_versions earlier on earlier.kind = v.kind and earlier.id = v.id and earlier.version = v.version - 1
      union all
      select e.id::text, e.aggregate, e.aggregate_id, coalesce(users.display_name, api_tokens.label), e.version,
        e.principal, e.occurred_at, e.data, null
      from events e
      left join users on users.id::text = e.aggregate_id
      left join api_tokens on api_tokens.id::text = e.aggregate_id
      where e.area = 'identity'
    ) changes
    where (${of}::text is null or of = ${of}) and (${id}::text is null or id = ${id})
      and (${after?.at ?? null}::timestamptz is null
        or (at, change_id collate "C") < (${after?.at ?? null}::timestamptz, ${after?.changeId ?? null}::text collate "C"))
    order by at desc, change_id collate "C" desc
    limit ${limit}`.execute(db);
  return rows.map((row) => changeOf(ChangeRow.parse(row)));
}

function changeOf({ after, before, ...row }: z.infer<typeof ChangeRow>): SetupChange {
  return { ...row, what: whatOf(row), fields: fieldsOf(after, before) };
}

function whatOf({ of, version }: Pick<SetupChange, 'of' | 'version'>): SetupChange['what'] {
  if (version === 1) return 'entered';
  return of === 'token' ? 'revoked' : 'changed';
}

function fieldsOf(after: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>> | null) {
  if (before === null)
    return Told.parse(after).changed.map((field) => ({ field, before: undefined, after: undefined }));
  return changedFields(before, after).map((field) => ({ field, before: before[field], after: after[field] }));
}
