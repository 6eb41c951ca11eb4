/** Requests and cases as far as they are compared with their workflows and the read model. */
import type { Db } from '../connection.ts';

export interface ComparedInquiry {
  readonly kind: 'request' | 'case';
  readonly id: string;
  readonly number: string;
  /** Its status. */
  readonly stage: string;
  readonly version: number;
  readonly begunAt: string;
  /** Somebody still has to do something about it. */
  readonly open: boolean;
}

/** Those behind an id, or one alone. */
export async function inquiriesToCompare(
  db: Db<'orders'>,
  kind: ComparedInquiry['kind'],
  { after, limit, id }: { readonly after: string; readonly limit: number; readonly id?: string },
): Promise<readonly ComparedInquiry[]> {
  const rows =
    kind === 'request'
      ? await db
          .selectFrom('requests')
          .select(['requestId as id', 'number', 'status as stage', 'version', 'receivedAt as begunAt'])
          .$if(id !== undefined, (query) => query.where('requestId', '=', id ?? ''))
          .$if(after !== '', (query) => query.where('requestId', '>', after))
          .orderBy('requestId')
          .limit(limit)
          .execute()
      : await db
          .selectFrom('cases')
          .select(['caseId as id', 'number', 'status as stage', 'version', 'openedAt as begunAt'])
          .$if(id !== undefined, (query) => query.where('caseId', '=', id ?? ''))
          .$if(after !== '', (query) => query.where('caseId', '>', after))
          .orderBy('caseId')
          .limit(limit)
          .execute();
  return rows.map((row) => ({
    kind,
    ...row,
    open: row.stage === 'submitted' || (kind === 'case' && row.stage !== 'closed'),
  }));
}
